package io.neuralops.verticles.jobs;

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
 * Jobs of one kind as rows, so that they are told of after a restart too, and so that of all processes on a store one at a time is
 * at work for a tenant. Of those of this process more is known in memory. Thread-safe.
 */
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int KEPT = 1_000;
    private static final String GONE = "the process that was at work on it ended";

    private final JobKind kind;
    private final Database database;
    private final JobStore store;
    private final Worker worker;
    private final Blocking blocking;
    private final Clock clock;
    private final Map<TenantId, LiveJob> live = new ConcurrentHashMap<>();

    public Jobs(JobKind kind, Database database, JobStore store, Worker worker, Blocking blocking, Clock clock) {
        this.kind = kind;
        this.database = database;
        this.store = store;
        this.worker = worker;
        this.blocking = blocking;
        this.clock = clock;
    }

    /** Enters a job of which nothing is kept besides; {@link Failure.Conflict}, which names the other, if one runs for the tenant. */
    public Future<LiveJob> begin(Principal principal, String id, Job.Trigger trigger, Consumer<Job> listener) {
        return begin(principal, id, trigger, null, listener);
    }

    /**
     * The same with what its kind keeps of it.
     *
     * @param detail JSON, for who asks about it later
     */
    public Future<LiveJob> begin(
            Principal principal, String id, Job.Trigger trigger, @Nullable String detail, Consumer<Job> listener) {
        TenantId tenant = principal.tenant();
        Instant now = now();
        Job begun = new Job(id, kind.name(), trigger, State.RUNNING, 0, "starting", now, null, null, null);
        LiveJob mine = new LiveJob(tenant, worker.process(), begun, detail, listener);
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
        return store.running(session, tenant, kind.name())
                .compose(found -> {
                    if (found.isEmpty()) {
                        return Future.succeededFuture();
                    }
                    if (!worker.abandoned(found.get(), row.startedAt())) {
                        throw underWay(found.get().id());
                    }
                    return store.interrupt(session, tenant, found.get(), row.startedAt(), GONE);
                })
                .compose(done -> store.trim(session, tenant, kind.name(), KEPT))
                .compose(done -> store.claim(session, tenant, row))
                .map(claimed -> {
                    if (!claimed) {
                        throw underWay("of another process, just begun");
                    }
                    return null;
                });
    }

    private RuntimeException underWay(String id) {
        return new Failure.Conflict(kind.words() + " is under way already: job " + id).asException();
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
    public Future<Void> beat(LiveJob live) {
        Job job = live.job();
        TenantId tenant = live.tenant();
        return database.tx(
                        Principal.service(tenant),
                        session -> store.beat(session, tenant, live.row(job, now(), false))
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
    public Future<Void> succeed(Session session, LiveJob live, String result) {
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
    public void succeeded(LiveJob job, String result) {
        job.ended(job.ending(State.SUCCEEDED, now(), result, null));
        live.remove(job.tenant(), job);
    }

    /**
     * Stores that a job came to nothing, once the store is there for it. Until then it is shown as under way: who has read of its end may end
     * the process.
     *
     * @param settled whether the runs that it took in need not be tried again
     */
    public Future<Void> fail(LiveJob job, State state, @Nullable String error, boolean settled) {
        Job end = job.ending(state, now(), null, error);
        return store(job, end, settled).onSuccess(done -> {
            job.ended(end);
            live.remove(job.tenant(), job);
        });
    }

    private Future<Void> store(LiveJob job, Job end, boolean settled) {
        TenantId tenant = job.tenant();
        return database.tx(
                        Principal.service(tenant), session -> store.end(session, tenant, job.row(end, now(), settled)))
                .<Void>mapEmpty()
                .recover(away -> {
                    if (live.get(tenant) != job) {
                        return Future.succeededFuture();
                    }
                    LOG.info("the end of job {} is stored later: {}", job.id(), away.getMessage());
                    Promise<Void> later = Promise.promise();
                    blocking.later(
                            Worker.BEAT.toMillis(),
                            () -> store(job, end, settled).onComplete(later));
                    return later.future();
                });
    }

    /** How a job stands. */
    public Future<KnownJob> find(Principal principal, String id) {
        LiveJob here = live.get(principal.tenant());
        if (here != null && here.id().equals(id)) {
            return Future.succeededFuture(here.known());
        }
        return database.read(principal, session -> store.find(session, principal.tenant(), id))
                .map(found -> view(found.filter(row -> row.kind().equals(kind.name()))
                        .orElseThrow(
                                () -> new Failure.NotFound("there is no job of this id (any more)").asException())));
    }

    /** Jobs, the latest first. */
    public Future<Page<KnownJob>> list(Principal principal, @Nullable Integer most, @Nullable String cursor) {
        TenantId tenant = principal.tenant();
        int limit = Cursor.limit(most);
        return database.read(
                        principal,
                        session -> store.page(session, tenant, kind.name(), Cursor.paging(tenant, limit, cursor)))
                .map(rows ->
                        Page.of(tenant, rows, limit, stored -> seen(tenant, stored.job()), JobStore.Stored::position));
    }

    private KnownJob seen(TenantId tenant, JobRow row) {
        LiveJob here = live.get(tenant);
        return here != null && here.id().equals(row.id()) ? here.known() : view(row);
    }

    /** Has a job stop; {@link Failure.Conflict} if it has ended. */
    public Future<KnownJob> cancel(Principal principal, String id) {
        TenantId tenant = principal.tenant();
        return find(principal, id)
                .compose(known -> known.job().state() == State.RUNNING
                        ? database.tx(principal, session -> store.cancel(session, tenant, id))
                        : Future.succeededFuture(false))
                .compose(told -> {
                    LiveJob here = live.get(tenant);
                    if (told && here != null && here.id().equals(id)) {
                        here.stop(State.CANCELLED);
                    }
                    return find(principal, id).map(known -> {
                        if (!told) {
                            throw new Failure.Conflict("the job has ended: "
                                            + known.job().state().label())
                                    .asException();
                        }
                        return known;
                    });
                });
    }

    /** Whether this process is at work on a job of the tenant. */
    public boolean running(TenantId tenant) {
        LiveJob job = live.get(tenant);
        return job != null && !job.ended();
    }

    /** Forgets the tenant's. */
    public void forget(TenantId tenant) {
        live.remove(tenant);
    }

    /** Has all stop that this process is at work on, since it is about to end. */
    public void stop() {
        live.values().forEach(job -> job.stop(State.INTERRUPTED));
    }

    private KnownJob view(JobRow row) {
        return new KnownJob(job(row), row.detail());
    }

    private Job job(JobRow row) {
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
