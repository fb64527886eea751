package io.neuralops.verticles.rollup;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.incident.RecordedIncident;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Repeat;
import io.neuralops.verticles.operation.SingleFlight;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the numbers of reports up to date: soon after rows changed, one tenant after the other, with a rest in proportion to what that took, so
 * that it takes a tenth of the time from those who write; a third when the tenant's rows don't change any more.
 */
public final class Rollups {
    private static final Logger LOG = LoggerFactory.getLogger(Rollups.class);
    private static final long SHORTEST_REST_MS = 20;
    private static final long LONGEST_REST_MS = 10_000;
    private static final int RESTS_OF_WORK = 10;
    /** Where more waits and nobody writes any more. */
    private static final int RESTS_OF_CATCHING_UP = 2;
    /** Reports wait for what is new only where that is quick. */
    private static final Duration QUICK = Duration.ofMillis(10);

    private static final long PATIENCE_MS = 20;
    private static final Duration SWEEPS = Duration.ofMinutes(1);
    private static final int SWEEPS_OF_ALL = 30;
    private static final long AGAIN_MS = 5_000;
    private static final int MOST_PARTS = 10_000;

    private final Database database;
    private final RollupNews news;
    private final ApiCalls calls;
    private final Adding adding;
    private final PredictionCount predictions;
    private final Telling telling;
    private final Blocking blocking;
    private final Events events;
    private final Consumer<TenantId> changed;
    private final LongSupplier nanoTime;
    private final Lane lane;
    private final SingleFlight<TenantId, Boolean> flights = new SingleFlight<>();
    private final Set<TenantId> busy = ConcurrentHashMap.newKeySet();
    private final Set<TenantId> awaited = ConcurrentHashMap.newKeySet();
    private final Set<TenantId> untold = ConcurrentHashMap.newKeySet();
    private final Map<TenantId, Long> tookNanos = new ConcurrentHashMap<>();
    private final Map<TenantId, Long> endedNanos = new ConcurrentHashMap<>();

    /**
     * Wires the service; it does nothing yet.
     *
     * @param changed told of a tenant whose numbers have changed
     */
    public Rollups(
            Database database,
            RollupNews news,
            ApiCalls calls,
            Blocking blocking,
            Events events,
            Consumer<TenantId> changed,
            Clock clock,
            LongSupplier nanoTime) {
        this.changed = changed;
        this.database = database;
        this.news = news;
        this.calls = calls;
        this.adding = new Adding(database, blocking, nanoTime, Adding.NUMBERS_AT_ONCE);
        this.predictions = new PredictionCount(database, clock);
        this.telling = new Telling(database);
        this.blocking = blocking;
        this.events = events;
        this.nanoTime = nanoTime;
        this.lane = new Lane(blocking::later, this::changes, this::usage);
    }

    /**
     * From now on what changes is added, beginning with what an earlier process left.
     *
     * @param verifier makes the numbers of tenants that have none yet
     * @param definitions by which they are made
     */
    public void begin(Verifier verifier, int definitions) {
        news.tell(lane::changed);
        begin(0);
        blocking.later(SHORTEST_REST_MS, () -> makeMissing(verifier, definitions));
    }

    private void makeMissing(Verifier verifier, int definitions) {
        verifier.makeMissing(definitions).onFailure(cause -> {
            LOG.info("reports are made another time: {}", cause.getMessage());
            blocking.later(SWEEPS.toMillis(), () -> makeMissing(verifier, definitions));
        });
    }

    private void begin(int turn) {
        sweep(turn % SWEEPS_OF_ALL == 0)
                .onComplete(done -> blocking.later(SWEEPS.toMillis(), () -> begin(done.succeeded() ? turn + 1 : turn)));
    }

    /**
     * Has tenants brought up to date one after the other: all, for what another process left, or those for which something was predicted or
     * that called. The future ends when they are known.
     */
    public Future<?> sweep(boolean all) {
        return (all
                        ? blocking.run(database::tenants).onSuccess(tenants -> tenants.forEach(news::predicted))
                        : Future.succeededFuture(Set.<TenantId>of()))
                .onSuccess(tenants -> {
                    Set<TenantId> due = new HashSet<>(tenants);
                    due.addAll(news.predicted());
                    due.addAll(untold);
                    due.addAll(calls.notStored());
                    lane.due(due);
                });
    }

    /**
     * Has what is new added before a report is made, if that was quick the last time; a report tells how much was still waiting. It
     * never fails.
     */
    public Future<Void> fresh(TenantId tenant) {
        boolean something = news.hasChanged(tenant) || news.hasPrediction(tenant) || busy.contains(tenant);
        if (!something || (!busy.contains(tenant) && !rested(tenant))) {
            return Future.succeededFuture();
        }
        boolean quick = took(tenant) < QUICK.toNanos();
        Future<?> some = some(tenant).compose(more -> counted(tenant));
        return quick
                ? some.<Void>mapEmpty()
                        .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                        .otherwiseEmpty()
                : Future.succeededFuture();
    }

    private boolean rested(TenantId tenant) {
        Long ended = endedNanos.get(tenant);
        return ended == null
                || nanoTime.getAsLong() - ended >= TimeUnit.MILLISECONDS.toNanos(restMs(took(tenant), RESTS_OF_WORK));
    }

    /** Adds what waits, without rests, since somebody waits for it. Where as much arrives as is added it ends after a while. */
    public Future<Void> bringUpToDate(TenantId tenant) {
        AtomicInteger parts = new AtomicInteger();
        return begunBefore(tenant)
                .compose(ended ->
                        Repeat.whileMore(() -> part(tenant).map(more -> more && parts.incrementAndGet() < MOST_PARTS)))
                .compose(added -> told(tenant));
    }

    /** What is under way may have been read before the caller wrote. */
    private Future<Boolean> begunBefore(TenantId tenant) {
        return busy.contains(tenant) ? part(tenant).otherwise(true) : Future.succeededFuture(true);
    }

    /** Somebody else has changed a tenant's numbers: what is kept of them is not right any more. */
    Future<Void> changed(TenantId tenant) {
        changed.accept(tenant);
        return bringUpToDate(tenant);
    }

    /** Begins nothing any more; what waits is added by the next process. */
    public void end() {
        lane.end();
    }

    /** Takes away what the platform was told of a tenant, and what is remembered. */
    public Future<?> forget(TenantId tenant) {
        letGo(tenant);
        return telling.forget(tenant);
    }

    private void letGo(TenantId tenant) {
        news.forget(tenant);
        calls.forget(tenant);
        lane.forget(tenant);
        untold.remove(tenant);
        tookNanos.remove(tenant);
        endedNanos.remove(tenant);
    }

    /** How many tenants wait to be brought up to date. */
    public int waiting() {
        return lane.waiting();
    }

    /** The platform is told at once where nobody waits for that; else with what is done once a minute. */
    private Future<Long> changes(TenantId tenant) {
        return some(tenant).compose(more -> {
            boolean now = !more && untold.contains(tenant) && lane.nobodyWaits();
            int rests = more && !news.hasChanged(tenant) ? RESTS_OF_CATCHING_UP : RESTS_OF_WORK;
            return (now ? told(tenant) : Future.<Void>succeededFuture()).map(done -> restMs(took(tenant), rests));
        });
    }

    /** What of a tenant is counted now and then. */
    private Future<Long> usage(TenantId tenant) {
        long begun = nanoTime.getAsLong();
        boolean predicted = news.hasPrediction(tenant);
        return calls.store(tenant)
                .otherwise(false)
                .compose(stored -> some(tenant).compose(more -> counted(tenant)).onSuccess(counted -> {
                    if (stored || predicted) {
                        changed.accept(tenant);
                    }
                }))
                .compose(counted -> told(tenant))
                .map(done -> restMs(nanoTime.getAsLong() - begun, RESTS_OF_WORK));
    }

    /** The same as {@link #part}, but that a failure is told in the log, and it is tried again later. */
    private Future<Boolean> some(TenantId tenant) {
        return part(tenant).recover(cause -> {
            complain(tenant, cause);
            again(tenant, cause);
            return Future.succeededFuture(false);
        });
    }

    /** Of a tenant that went nothing is tried again. */
    private static void retried(Throwable cause, Runnable noted) {
        if (!gone(cause)) {
            noted.run();
        }
    }

    private static boolean gone(Throwable cause) {
        return cause instanceof FailureException failure && failure.failure() instanceof Failure.NotFound;
    }

    private void again(TenantId tenant, Throwable cause) {
        if (gone(cause)) {
            letGo(tenant);
        } else if (awaited.add(tenant)) {
            blocking.later(AGAIN_MS, () -> {
                awaited.remove(tenant);
                lane.changed(tenant);
            });
        }
    }

    /** Adds a part of what waits; whether more does, which has its own turn. */
    private Future<Boolean> part(TenantId tenant) {
        return flights.run(tenant, () -> {
            busy.add(tenant);
            news.looksAt(tenant);
            return Future.succeededFuture()
                    .compose(begun -> adding.some(tenant))
                    .onSuccess(added -> added(tenant, added))
                    .map(Adding.Added::more)
                    .onComplete(done -> {
                        endedNanos.put(tenant, nanoTime.getAsLong());
                        busy.remove(tenant);
                        // Who was told of a change meanwhile may have been given this part for it.
                        if (done.succeeded() && (done.result() || news.hasChanged(tenant))) {
                            lane.changed(tenant);
                        }
                    });
        });
    }

    private void added(TenantId tenant, Adding.Added added) {
        tookNanos.put(tenant, added.nanos());
        if (added.transactions() > 0) {
            untold.add(tenant);
            changed.accept(tenant);
        }
        publish(tenant, added.incidents());
    }

    /** In a quarter of an hour that has many it takes a while, as long as the rows of an index. It never fails. */
    private Future<Void> counted(TenantId tenant) {
        if (!news.tookPrediction(tenant)) {
            return Future.succeededFuture();
        }
        long begun = nanoTime.getAsLong();
        return predictions
                .bringUpToDate(tenant)
                .onSuccess(done -> {
                    untold.add(tenant);
                    tookNanos.merge(tenant, nanoTime.getAsLong() - begun, Long::sum);
                })
                .recover(cause -> {
                    retried(cause, () -> news.predicted(tenant));
                    complain(tenant, cause);
                    return Future.succeededFuture();
                });
    }

    /** Tells the platform what has changed. It never fails. */
    private Future<Void> told(TenantId tenant) {
        untold.remove(tenant);
        return telling.tell(tenant)
                .compose(more -> more ? told(tenant) : Future.<Void>succeededFuture())
                .recover(cause -> {
                    retried(cause, () -> untold.add(tenant));
                    complain(tenant, cause);
                    return Future.succeededFuture();
                });
    }

    private void publish(TenantId tenant, List<RecordedIncident> incidents) {
        for (RecordedIncident one : incidents) {
            events.publish(new Event.IncidentRecorded(tenant, one.after()));
        }
    }

    private long took(TenantId tenant) {
        return tookNanos.getOrDefault(tenant, 0L);
    }

    private static long restMs(long nanos, int rests) {
        return Math.clamp(rests * TimeUnit.NANOSECONDS.toMillis(nanos), SHORTEST_REST_MS, LONGEST_REST_MS);
    }

    private void complain(TenantId tenant, Throwable cause) {
        if (lane.ended()) {
            return;
        }
        if (cause instanceof FailureException failure && !(failure.failure() instanceof Failure.Internal)) {
            LOG.info(
                    "reports of {} are brought up to date later: {}",
                    tenant,
                    failure.failure().detail());
        } else {
            LOG.error("reports of {} could not be brought up to date", tenant, cause);
        }
    }
}
