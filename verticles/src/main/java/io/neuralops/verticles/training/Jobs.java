package io.neuralops.verticles.training;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.JobRow;
import io.neuralops.sql.store.JobStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Cursor;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Job.State;
import io.neuralops.verticles.operation.Page;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trainings as rows, so that they are told of after a restart too, and so that of all processes on a store one at a time is at
 * work for a tenant. Of those of this process more is known in memory. Thread-safe.
 */
public final class Jobs {
    static final String KIND = "train";
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int KEPT = 1_000;
    private static final String GONE = "the process that was at work on it ended";

    private final Database database;
    private final JobStore store;
    private final Worker worker;
    private final Blocking blocking;
    private final Clock clock;
    private final Map<TenantId, LiveJob> live = new ConcurrentHashMap<>();

    public Jobs(Database database, JobStore store, Worker worker, Blocking blocking, Clock clock) {
        this.database = database;
        this.store = store;
        this.worker = worker;
        this.blocking = blocking;
        this.clock = clock;
    }

    /** Enters a job; {@link Failure.Conflict}, which names the other, if one runs for the tenant. */
    Future<LiveJob> begin(Principal principal, String id, Job.Trigger trigger, Consumer<Job> listener) {
        TenantId tenant = principal.tenant();
        Instant now = now();
        Job begun = new Job(id, KIND, trigger, State.RUNNING, 0, "starting", now, null, null, null);
        LiveJob mine = new LiveJob(tenant, worker.process(), begun, listener);
        LiveJob other = live.putIfAbsent(tenant, mine);
        if (other != null && !(other.ended() && live.replace(tenant, other, mine))) {
            return Future.failedFuture(underWay(other.id()));
        }
        return database.tx(principal, session -> claim(session, tenant, mine.row(begun, now, false)))
                .map(mine)
                .onSuccess(this::beatLater)
                .onFailure(refused -> live.remove(tenant, mine));
    }

    private Future<Void> claim(Session session, TenantId tenant, JobRow row) {
        return store.running(session, tenant, KIND)
                .compose(found -> {
                    if (found.isEmpty()) {
                        return Future.succeededFuture();
                    }
                    if (!worker.abandoned(found.get(), row.startedAt())) {
                        throw underWay(found.get().id());
                    }
                    return store.interrupt(session, tenant, found.get(), row.startedAt(), GONE);
                })
                .compose(done -> store.trim(session, tenant, KEPT))
                .compose(done -> store.claim(session, tenant, row))
                .map(claimed -> {
                    if (!claimed) {
                        throw underWay("of another process, just begun");
                    }
                    return null;
                });
    }

    private static RuntimeException underWay(String id) {
        return new Failure.Conflict("a training is under way already: job " + id).asException();
    }

    private void beatLater(LiveJob job) {
        blocking.later(Worker.BEAT.toMillis(), () -> {
            if (live.get(job.tenant()) == job && !job.ended()) {
                // Where the store is away for a while, the next one tells.
                beat(job).onComplete(done -> beatLater(job));
            }
        });
    }

    /** Says that this process is at work on a job, and hears whether it is to stop. */
    Future<Void> beat(LiveJob live) {
        Job job = live.job();
        TenantId tenant = live.tenant();
        return database.tx(
                        Principal.service(tenant),
                        session -> store.beat(session, tenant, job.id(), job.progress(), job.step(), now())
                                .compose(runs -> store.find(session, tenant, job.id())))
                .onSuccess(found -> {
                    if (found.isEmpty() || !found.get().running()) {
                        live.stop(State.INTERRUPTED);
                    } else if (found.get().cancelling()) {
                        live.stop(State.CANCELLED);
                    }
                })
                .mapEmpty();
    }

    /** Stores that a job succeeded, together with what came of it: fails, and with it the transaction, if it was to stop. */
    Future<Void> succeed(Session session, LiveJob live, String result) {
        Job job = live.job();
        Job done = new Job(
                job.id(), job.kind(), job.trigger(), State.SUCCEEDED, 1, "done", job.startedAt(), now(), result, null);
        return store.succeed(session, live.tenant(), live.row(done, now(), true))
                .compose(stored -> stored
                        ? Future.succeededFuture()
                        : store.find(session, live.tenant(), job.id()).map(found -> {
                            boolean wanted = found.isPresent() && found.get().running();
                            throw new JobStopped(wanted ? State.CANCELLED : State.INTERRUPTED);
                        }));
    }

    /** A job whose success is stored. */
    void succeeded(LiveJob job, String result) {
        job.ended(State.SUCCEEDED, now(), result, null);
        live.remove(job.tenant(), job);
    }

    /**
     * Stores that a job came to nothing, once the store is there for it.
     *
     * @param settled whether the runs that it took in need not be tried again
     */
    Future<Void> fail(LiveJob job, State state, @Nullable String error, boolean settled) {
        job.ended(state, now(), null, error);
        return store(job, settled).onSuccess(done -> live.remove(job.tenant(), job));
    }

    private Future<Void> store(LiveJob job, boolean settled) {
        TenantId tenant = job.tenant();
        return database.tx(
                        Principal.service(tenant),
                        session -> store.end(session, tenant, job.row(job.job(), now(), settled)))
                .<Void>mapEmpty()
                .recover(away -> {
                    if (live.get(tenant) != job) {
                        return Future.succeededFuture();
                    }
                    LOG.info("the end of job {} is stored later: {}", job.id(), away.getMessage());
                    Promise<Void> later = Promise.promise();
                    blocking.later(
                            Worker.BEAT.toMillis(), () -> store(job, settled).onComplete(later));
                    return later.future();
                });
    }

    /** How a job stands. */
    Future<Job> find(Principal principal, String id) {
        LiveJob here = live.get(principal.tenant());
        if (here != null && here.id().equals(id)) {
            return Future.succeededFuture(here.job());
        }
        return database.read(principal, session -> store.find(session, principal.tenant(), id))
                .map(found -> view(found.orElseThrow(
                        () -> new Failure.NotFound("there is no job of this id (any more)").asException())));
    }

    /** Jobs, the latest first. */
    Future<Page<Job>> list(Principal principal, ListJobs query) {
        TenantId tenant = principal.tenant();
        int limit = Cursor.limit(query.limit());
        return database.read(
                        principal, session -> store.page(session, tenant, Cursor.paging(tenant, limit, query.cursor())))
                .map(rows ->
                        Page.of(tenant, rows, limit, stored -> seen(tenant, stored.job()), JobStore.Stored::position));
    }

    private Job seen(TenantId tenant, JobRow row) {
        LiveJob here = live.get(tenant);
        return here != null && here.id().equals(row.id()) ? here.job() : view(row);
    }

    /** Has a job stop; {@link Failure.Conflict} if it has ended. */
    Future<Job> cancel(Principal principal, String id) {
        TenantId tenant = principal.tenant();
        return find(principal, id)
                .compose(job -> job.state() == State.RUNNING
                        ? database.tx(principal, session -> store.cancel(session, tenant, id))
                        : Future.succeededFuture(false))
                .compose(told -> {
                    LiveJob here = live.get(tenant);
                    if (told && here != null && here.id().equals(id)) {
                        here.stop(State.CANCELLED);
                    }
                    return find(principal, id).map(job -> {
                        if (!told) {
                            throw new Failure.Conflict(
                                            "the job has ended: " + job.state().label())
                                    .asException();
                        }
                        return job;
                    });
                });
    }

    /** Whether this process is at work on a job of the tenant. */
    boolean running(TenantId tenant) {
        LiveJob job = live.get(tenant);
        return job != null && !job.ended();
    }

    /** Forgets the tenant's. */
    void forget(TenantId tenant) {
        live.remove(tenant);
    }

    /** Has all stop that this process is at work on, since it is about to end. */
    void stop() {
        live.values().forEach(job -> job.stop(State.INTERRUPTED));
    }

    private Job view(JobRow row) {
        boolean left = row.running() && worker.abandoned(row, now());
        return new Job(
                row.id(),
                row.kind(),
                Job.Trigger.valueOf(row.askedBy().toUpperCase(Locale.ROOT)),
                left ? State.INTERRUPTED : State.valueOf(row.state().toUpperCase(Locale.ROOT)),
                row.progress(),
                row.step(),
                row.startedAt(),
                row.endedAt(),
                row.result(),
                left ? GONE : row.error());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
