package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.perf.PackedHistogram;
import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.perf.Verdict;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.PerfFilter;
import io.neuralops.sql.store.PerfStore;
import io.neuralops.sql.store.TimePaging;
import io.neuralops.verticles.histogram.HistogramDecoder;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.histogram.LatencyUnit;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.profiler.Budget;
import io.neuralops.verticles.profiler.burn.Shares;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What profilers before this one measured, as it is stored. */
public final class Past {
    private static final HistogramDecoder DECODER = new HistogramDecoder("histogram", LatencyUnit.US);
    private static final int AT_ONCE = 250;
    /** Six hours of windows of one second. */
    private static final int MOST = 22_000;

    private final Database database;
    private final PerfStore store;
    private final Redactors redactors;
    private final Blocking blocking;

    public Past(Database database, PerfStore store, Redactors redactors, Blocking blocking) {
        this.database = database;
        this.store = store;
        this.redactors = redactors;
        this.blocking = blocking;
    }

    /** A window that was stored. */
    record Window(Instant from, Instant to, Shares shares) {}

    /** The windows of a target that ended since then, in their order. */
    Future<List<Window>> of(Principal principal, WatchedTarget target, Instant since) {
        List<Window> windows = new ArrayList<>();
        return redactors
                .of(principal.tenant())
                .compose(redactor -> read(
                        principal,
                        new PerfFilter(
                                redactor.identifier(target.service()),
                                redactor.identifier(target.endpoint()),
                                since,
                                null),
                        target.budget(),
                        null,
                        windows))
                .map(read -> {
                    Collections.reverse(windows);
                    return windows;
                });
    }

    private Future<Void> read(
            Principal principal,
            PerfFilter filter,
            Budget budget,
            TimePaging.@Nullable Place before,
            List<Window> windows) {
        return database.read(
                        principal,
                        session -> store.page(session, principal.tenant(), filter, new TimePaging(AT_ONCE, before)))
                .compose(rows -> blocking.run(() -> counted(rows, budget)).compose(counted -> {
                    windows.addAll(counted);
                    return rows.size() < AT_ONCE || windows.size() > MOST
                            ? Future.succeededFuture()
                            : read(principal, filter, budget, rows.getLast().place(), windows);
                }));
    }

    private static List<Window> counted(List<PerfStore.Stored> rows, Budget budget) {
        List<Window> windows = new ArrayList<>(rows.size());
        for (PerfStore.Stored row : rows) {
            PerfWindow window = row.window();
            PackedHistogram packed = window.histogram();
            if (window.source() == PerfSource.PROFILER && window.verdict() != Verdict.INVALID && packed != null) {
                Histogram histogram = Histograms.empty();
                DECODER.addTo(histogram, packed.bytes());
                windows.add(new Window(
                        window.from(), window.to(), Shares.of(histogram, window.requests(), window.errors(), budget)));
            }
        }
        return windows;
    }
}
