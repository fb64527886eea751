package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.profiler.PerfService;
import io.neuralops.verticles.profiler.PerfService.PerfRecorded;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** Takes in what others measured: rows of our own form, and what other tools write. */
public final class MetricsImport {
    private final PerfService perf;
    private final Blocking blocking;
    private final Readers readers;

    public MetricsImport(PerfService perf, Blocking blocking, Json json) {
        this.perf = perf;
        this.blocking = blocking;
        this.readers = new Readers(json);
    }

    /** Stores windows; those that are refused don't keep the others from being stored. */
    public Future<List<ItemOutcome<PerfRecorded>>> record(Principal principal, List<RecordWindow> commands) {
        return read(
                principal,
                () -> commands.stream()
                        .map(command -> ItemOutcome.attempt(command::toWindow))
                        .toList());
    }

    /** Stores the windows of another tool's figures; one that can't be taken does not keep the others from being stored. */
    public Future<List<ItemOutcome<PerfRecorded>>> read(Principal principal, ImportMetrics asked, byte[] body) {
        if (body.length == 0) {
            throw new Failure.Malformed("body", "is empty").asException();
        }
        return read(principal, () -> readers.read(asked.orRun(hash(body)), body));
    }

    private Future<List<ItemOutcome<PerfRecorded>>> read(
            Principal principal, Supplier<List<ItemOutcome<PerfWindow>>> reading) {
        return blocking.run(reading::get).compose(read -> {
            List<PerfWindow> windows = new ArrayList<>(read.size());
            for (ItemOutcome<PerfWindow> one : read) {
                if (one instanceof ItemOutcome.Done<PerfWindow> done) {
                    windows.add(done.value());
                }
            }
            return perf.record(principal, windows).map(recorded -> together(read, recorded));
        });
    }

    private static List<ItemOutcome<PerfRecorded>> together(
            List<ItemOutcome<PerfWindow>> read, List<ItemOutcome<PerfRecorded>> recorded) {
        List<ItemOutcome<PerfRecorded>> outcomes = new ArrayList<>(read.size());
        int next = 0;
        for (ItemOutcome<PerfWindow> one : read) {
            outcomes.add(
                    one instanceof ItemOutcome.Refused<PerfWindow> refused
                            ? new ItemOutcome.Refused<>(refused.failure())
                            : recorded.get(next++));
        }
        return outcomes;
    }

    private static String hash(byte[] body) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
