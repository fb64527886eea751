package io.neuralops.verticles.isolation;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.signing.Signer;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.isolation.Engine;
import io.neuralops.sql.isolation.Observation;
import io.neuralops.sql.isolation.Probe;
import io.neuralops.sql.isolation.ProbeSource;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.SingleFlight;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves that tenants are kept apart by trying, live and over every surface, to get from one at another. */
public final class IsolationService {
    private static final Logger LOG = LoggerFactory.getLogger(IsolationService.class);
    private static final String ONE_AT_A_TIME = "proof";
    private static final int MAX_OBSERVED = 300;

    private final Database database;
    private final Canary canary;
    private final List<ProbeSource> surfaces;
    private final Signer signer;
    private final Blocking blocking;
    private final Json json;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final SingleFlight<String, SignedProof> proving = new SingleFlight<>();

    /**
     * Wires the service.
     *
     * @param surfaces the probes of everything above the database, which brings its own
     */
    public IsolationService(
            Database database,
            Canary canary,
            List<ProbeSource> surfaces,
            Signer signer,
            Blocking blocking,
            Json json,
            Clock clock,
            LongSupplier nanoTime) {
        this.database = database;
        this.canary = canary;
        this.surfaces = List.copyOf(surfaces);
        this.signer = signer;
        this.blocking = blocking;
        this.json = json;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Tries everything, and signs what came of it. Whoever asks meanwhile gets the same proof. */
    public Future<SignedProof> prove(Principal principal, ProveIsolation command) {
        return proving.run(ONE_AT_A_TIME, this::prove);
    }

    private Future<SignedProof> prove() {
        Instant asOf = clock.instant();
        long begun = nanoTime.getAsLong();
        Future<Engine> engine =
                canary.plant().compose(there -> database.isolation().engine());
        Future<List<String>> guards =
                engine.compose(known -> database.isolation().gaps());
        return guards.compose(known -> probes())
                .compose(probes -> run(probes, new ArrayList<>()))
                .map(results -> Proof.of(asOf, micros(begun), engine.result(), guards.result(), results))
                .compose(proof -> blocking.run(() -> new SignedProof(proof, signer.sign(json.canonical(proof)))));
    }

    private Future<List<Probe>> probes() {
        List<Future<List<Probe>>> all = Stream.concat(Stream.of(database.isolation()), surfaces.stream())
                .map(ProbeSource::probes)
                .toList();
        return Future.all(all)
                .map(done -> all.stream().flatMap(one -> one.result().stream()).toList());
    }

    /** One after the other: some change what others look at. */
    private Future<List<Proof.Result>> run(List<Probe> probes, List<Proof.Result> results) {
        if (results.size() == probes.size()) {
            return Future.succeededFuture(results);
        }
        Probe probe = probes.get(results.size());
        long begun = nanoTime.getAsLong();
        return attempt(probe).compose(seen -> {
            results.add(result(probe, seen, micros(begun)));
            return run(probes, results);
        });
    }

    /** What could not be tried has not held; but a store that is down proves nothing either way, and there is no proof. */
    private static Future<Observation> attempt(Probe probe) {
        Future<Observation> attempt;
        try {
            attempt = probe.attempt().get();
        } catch (RuntimeException e) {
            attempt = Future.failedFuture(e);
        }
        return attempt.recover(cause -> {
            if (cause instanceof FailureException e && e.failure() instanceof Failure.Unavailable) {
                return Future.failedFuture(cause);
            }
            LOG.error("the probe {} could not be tried", probe.name(), cause);
            return Future.succeededFuture(new Observation(false, "it could not be tried: " + cause));
        });
    }

    private static Proof.Result result(Probe probe, Observation seen, long micros) {
        return new Proof.Result(
                probe.name(),
                probe.surface(),
                printable(probe.tried()),
                probe.expected(),
                printable(seen.text()),
                seen.held(),
                micros);
    }

    /** Plain ASCII of a bounded length: then there is only one way to write it as JSON. */
    private static String printable(String text) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() <= MAX_OBSERVED ? plain : plain.substring(0, MAX_OBSERVED) + "...";
    }

    private long micros(long since) {
        return (nanoTime.getAsLong() - since) / 1_000;
    }
}
