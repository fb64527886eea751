package io.neuralops.verticles.training;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.jobs.Jobs;
import io.neuralops.verticles.jobs.KnownJob;
import io.neuralops.verticles.jobs.LiveJob;
import io.neuralops.verticles.jobs.Turns;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Page;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Trains models: reads a tenant's runs, fits a challenger, and holds it against the champion. One training at a time for each
 * tenant, and few at a time of all tenants: each holds a tenant's runs in memory.
 */
public final class TrainingService {
    private final Sharing sharing;
    private final Histories histories;
    private final Challengers challengers;
    private final Jobs jobs;
    private final Turns turns;
    private final Workbench workbench;
    private final Events events;
    private final Clock clock;
    private final Supplier<String> ids;
    private final LongSupplier seeds;
    private final String codeVersion;

    /** Wires the service. {@code codeVersion} and a seed are written into each model's provenance. */
    public TrainingService(
            Database database,
            RunStore runs,
            SignalStore signals,
            Challengers challengers,
            Jobs jobs,
            Workbench workbench,
            Events events,
            Clock clock,
            Supplier<String> ids,
            LongSupplier seeds,
            String codeVersion) {
        this.sharing = new Sharing(database, runs);
        this.histories = new Histories(database, runs, signals, sharing, workbench, Histories.MOST_SHARED);
        this.challengers = challengers;
        this.jobs = jobs;
        this.turns = new Turns(workbench.atOnce());
        this.workbench = workbench;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
        this.seeds = seeds;
        this.codeVersion = codeVersion;
    }

    /**
     * Starts a training; {@link Failure.Conflict} if one is under way. The platform's is that of the base model, from what tenants
     * share: {@link Failure.Forbidden} to others than its admins.
     */
    public Future<Job> start(Principal principal, Train command) {
        if (principal.tenant().equals(TenantId.PLATFORM) && !principal.role().covers(Role.ADMIN)) {
            throw new Failure.Forbidden("the base model is trained by admins of the tenant '" + TenantId.PLATFORM + "'")
                    .asException();
        }
        return begin(principal, Job.Trigger.DEMAND).map(Begun::job);
    }

    /**
     * A training that has begun.
     *
     * @param end the job as it ended, whatever came of it
     */
    record Begun(Job job, Future<Job> end) {}

    /** Starts a training for whatever reason; {@link Failure.Conflict} if one is under way. */
    Future<Begun> begin(Principal principal, Job.Trigger trigger) {
        TenantId tenant = principal.tenant();
        return jobs.begin(
                        principal, ids.get(), trigger, job -> events.publish(new Event.TrainingProgressed(tenant, job)))
                .map(job -> new Begun(job.job(), run(principal, job)));
    }

    private Future<Job> run(Principal principal, LiveJob job) {
        Instant begun = job.job().startedAt();
        job.announce("waiting for its turn");
        return turns.take(() -> train(principal, job))
                .transform(result -> result.succeeded()
                        ? Future.succeededFuture()
                        : jobs.fail(
                                job,
                                Endings.state(result.cause()),
                                Endings.reason(result.cause()),
                                Endings.settled(result.cause())))
                .map(done -> job.job())
                .onComplete(
                        done -> events.publish(new Event.TrainingEnded(principal.tenant(), job.job(), took(begun))));
    }

    /** A clock that was set back tells of no time. */
    private Duration took(Instant begun) {
        Duration took = Duration.between(begun, clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** How a job stands. */
    public Future<Job> job(Principal principal, GetJob query) {
        return jobs.find(principal, query.id()).map(KnownJob::job);
    }

    /** Jobs, the latest first. */
    public Future<Page<Job>> jobs(Principal principal, ListJobs query) {
        return jobs.list(principal, query.limit(), query.cursor())
                .map(page -> new Page<>(page.items().stream().map(KnownJob::job).toList(), page.nextCursor()));
    }

    /** Has a job stop at its next step; {@link Failure.Conflict} if it has ended. */
    public Future<Job> cancel(Principal principal, CancelJob command) {
        return jobs.cancel(principal, command.id()).map(KnownJob::job);
    }

    /** Whether a training of the tenant is under way in this process. */
    public boolean running(TenantId tenant) {
        return jobs.running(tenant);
    }

    /** Forgets the tenant's jobs. */
    public void forget(TenantId tenant) {
        jobs.forget(tenant);
    }

    /** Has all trainings stop, since the process is about to end. */
    public void stop() {
        jobs.stop();
    }

    private Future<?> train(Principal principal, LiveJob job) {
        job.begin(0.01, "reading runs");
        return challengers
                .opponent(principal)
                .compose(opponent -> compute(principal, job, opponent).onComplete(done -> opponent.close()))
                .compose(learned -> {
                    job.begin(0.95, "storing the model");
                    return challengers.store(
                            principal,
                            learned.trained(),
                            now(),
                            (session, version) -> sharing.require(
                                            session, learned.pool().sharing())
                                    .compose(shared -> jobs.succeed(session, job, version)));
                })
                .onSuccess(row -> jobs.succeeded(job, row.version()));
    }

    private record Learned(Pool pool, Trained trained) {}

    /** The platform's model is the base model. */
    private Future<Learned> compute(Principal principal, LiveJob job, Opponent opponent) {
        TenantId tenant = principal.tenant();
        TrainingRun training = new TrainingRun(codeVersion, seeds.getAsLong(), job, workbench.callers());
        Future<Pool> gathered = tenant.equals(TenantId.PLATFORM)
                ? histories.shared(job, training)
                : histories.own(tenant, job, training);
        return gathered.compose(pool -> workbench
                .computing()
                .run(() -> new Learned(pool, training.train(tenant.value(), pool, opponent, now()))));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
