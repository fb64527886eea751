package io.neuralops.verticles.training;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.run.Run;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.FeedbackStore;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Job;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains models: reads a tenant's runs, fits a challenger, and holds it against the champion. One training at a time for each
 * tenant.
 */
public final class TrainingService {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingService.class);
    private static final String KIND = "train";

    private final Database database;
    private final RunStore runs;
    private final SignalStore signals;
    private final FeedbackStore feedback = new FeedbackStore();
    private final Challengers challengers;
    private final Blocking blocking;
    private final Events events;
    private final Clock clock;
    private final Supplier<String> ids;
    private final LongSupplier seeds;
    private final String codeVersion;
    private final Jobs jobs;

    /** Wires the service. {@code codeVersion} and a seed are written into each model's provenance. */
    public TrainingService(
            Database database,
            RunStore runs,
            SignalStore signals,
            Challengers challengers,
            Blocking blocking,
            Events events,
            Clock clock,
            Supplier<String> ids,
            LongSupplier seeds,
            String codeVersion) {
        this.database = database;
        this.runs = runs;
        this.signals = signals;
        this.challengers = challengers;
        this.blocking = blocking;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
        this.seeds = seeds;
        this.codeVersion = codeVersion;
        this.jobs = new Jobs(clock);
    }

    /** Starts a training; {@link Failure.Conflict} if one is under way. */
    public Future<Job> start(Principal principal, Train command) {
        TenantId tenant = principal.tenant();
        String id = ids.get();
        Optional<Job> started = jobs.start(tenant, KIND, id);
        if (started.isEmpty()) {
            String running = jobs.running(tenant, KIND).map(Job::id).orElse("just ended");
            return Future.failedFuture(
                    new Failure.Conflict("a training is under way already: job " + running).asException());
        }
        Instant begun = clock.instant();
        train(principal, id).onComplete(result -> {
            if (result.succeeded()) {
                jobs.succeed(id, result.result());
            } else {
                jobs.fail(id, reason(result.cause()));
            }
            Duration took = Duration.between(begun, clock.instant());
            events.publish(new Event.TrainingEnded(tenant, result.succeeded(), took));
        });
        return Future.succeededFuture(started.get());
    }

    /** How a job stands. */
    public Future<Job> job(Principal principal, GetJob query) {
        return jobs.find(principal.tenant(), query.id())
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(
                        new Failure.NotFound("there is no job of this id (any more)").asException()));
    }

    /** Whether a training of the tenant is under way. */
    public boolean running(TenantId tenant) {
        return jobs.running(tenant, KIND).isPresent();
    }

    /** Forgets the tenant's jobs. */
    public void forget(TenantId tenant) {
        jobs.forget(tenant);
    }

    private Future<String> train(Principal principal, String job) {
        return challengers
                .opponent(principal)
                .compose(opponent -> compute(principal, job, opponent)
                        .onComplete(done -> opponent.close())
                        .compose(trained -> {
                            jobs.progress(job, 0.9, "storing the model");
                            return challengers.store(principal, trained, now());
                        })
                        .map(ModelRow::version));
    }

    private Future<Trained> compute(Principal principal, String job, Opponent opponent) {
        TenantId tenant = principal.tenant();
        List<Run> history = new ArrayList<>();
        List<Signal> changes = new ArrayList<>();
        jobs.progress(job, 0.05, "reading runs");
        TrainingRun computing =
                new TrainingRun(codeVersion, seeds.getAsLong(), (done, step) -> jobs.progress(job, done, step));
        return database.read(
                        principal,
                        session -> runs.forEach(session, tenant, history::add)
                                .compose(n -> signals.forEachChange(session, tenant, changes::add))
                                .compose(n -> feedback.all(session, tenant)))
                .compose(said ->
                        blocking.run(() -> computing.train(tenant.value(), history, changes, said, opponent, now())));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof FailureException failure) {
            return failure.failure().detail();
        }
        LOG.error("a training failed", cause);
        return "the training failed; the log says why";
    }
}
