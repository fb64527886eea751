package io.neuralops.verticles.rollup;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.incident.RecordedIncident;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.SingleFlight;
import io.neuralops.verticles.operation.Sweep;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the numbers of reports up to date: soon after rows changed, with a pause in proportion to what that took, so that it takes a
 * tenth of the time from those who write; a third when the tenant's rows don't change any more.
 */
public final class Rollups {
    private static final Logger LOG = LoggerFactory.getLogger(Rollups.class);
    private static final long SHORTEST_PAUSE_MS = 20;
    private static final long LONGEST_PAUSE_MS = 60_000;
    private static final int PAUSES_OF_WORK = 10;
    /** Where more waits and nobody writes any more. */
    private static final int PAUSES_OF_CATCHING_UP = 2;
    /** Reports wait for what is new only where that is quick. */
    private static final Duration QUICK = Duration.ofMillis(10);

    private static final long PATIENCE_MS = 20;
    private static final Duration SWEEPS = Duration.ofMinutes(1);
    private static final int SWEEPS_OF_ALL = 10;
    private static final int AT_ONCE = 2;
    /** One tenant with much to add doesn't hold up the others of a sweep. */
    private static final long LONGEST_REST_MS = 1_000;

    private static final long AGAIN_MS = 5_000;

    private final Database database;
    private final RollupNews news;
    private final Adding adding;
    private final PredictionCount predictions;
    private final Telling telling;
    private final Blocking blocking;
    private final Events events;
    private final Consumer<TenantId> changed;
    private final LongSupplier nanoTime;
    private final SingleFlight<TenantId, Boolean> flights = new SingleFlight<>();
    private final Set<TenantId> busy = ConcurrentHashMap.newKeySet();
    private final Set<TenantId> awaited = ConcurrentHashMap.newKeySet();
    private final Map<TenantId, Long> tookNanos = new ConcurrentHashMap<>();
    private final Map<TenantId, Long> endedNanos = new ConcurrentHashMap<>();
    private final Sweep sweep = new Sweep();

    /**
     * Wires the service; it does nothing yet.
     *
     * @param changed told of a tenant whose numbers have changed
     */
    public Rollups(
            Database database,
            RollupNews news,
            Blocking blocking,
            Events events,
            Consumer<TenantId> changed,
            Clock clock,
            LongSupplier nanoTime) {
        this.changed = changed;
        this.database = database;
        this.news = news;
        this.adding = new Adding(database, blocking, nanoTime, Adding.NUMBERS_AT_ONCE);
        this.predictions = new PredictionCount(database, clock);
        this.telling = new Telling(database);
        this.blocking = blocking;
        this.events = events;
        this.nanoTime = nanoTime;
    }

    /**
     * From now on what changes is added, beginning with what an earlier process left.
     *
     * @param verifier makes the numbers of tenants that have none yet
     * @param definitions by which they are made
     */
    public void begin(Verifier verifier, int definitions) {
        news.tell(tenant -> later(tenant, PAUSES_OF_WORK));
        begin(0);
        blocking.later(
                SHORTEST_PAUSE_MS,
                () -> verifier.makeMissing(definitions)
                        .onFailure(cause -> LOG.info("reports are made another time: {}", cause.getMessage())));
    }

    private void begin(int turn) {
        sweep(turn % SWEEPS_OF_ALL == 0).onComplete(done -> blocking.later(SWEEPS.toMillis(), () -> begin(turn + 1)));
    }

    /** Brings tenants up to date: all, for what another process left, or those for which something was predicted. */
    public Future<Long> sweep(boolean all) {
        return sweep.once(
                        AT_ONCE,
                        () -> all
                                ? blocking.run(database::tenants).map(Rollups::queue)
                                : Future.succeededFuture(queue(news.predicted())),
                        tenant -> turn(tenant, true).compose(more -> rest(tenant)))
                .otherwise(0L);
    }

    /** Of a thousand tenants each has little to add, and together they would keep the store busy for a long while. */
    private Future<Long> rest(TenantId tenant) {
        Promise<Long> rested = Promise.promise();
        blocking.later(Math.min(LONGEST_REST_MS, pauseMs(tenant, PAUSES_OF_WORK)), () -> rested.complete(1L));
        return rested.future();
    }

    private static ConcurrentLinkedQueue<TenantId> queue(Set<TenantId> tenants) {
        return new ConcurrentLinkedQueue<>(tenants);
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
        boolean quick = tookNanos.getOrDefault(tenant, 0L) < QUICK.toNanos();
        Future<Void> some = turn(tenant, true).mapEmpty();
        return quick ? some.timeout(PATIENCE_MS, TimeUnit.MILLISECONDS).otherwiseEmpty() : Future.succeededFuture();
    }

    private boolean rested(TenantId tenant) {
        Long ended = endedNanos.get(tenant);
        return ended == null
                || nanoTime.getAsLong() - ended >= TimeUnit.MILLISECONDS.toNanos(pauseMs(tenant, PAUSES_OF_WORK));
    }

    /** Adds all that waits; failures are told in the log, and it is tried again with the next change or sweep. */
    public Future<Void> bringUpToDate(TenantId tenant) {
        return whole(tenant, false);
    }

    /** Takes away what the platform was told of a tenant, and what is remembered. */
    public Future<?> forget(TenantId tenant) {
        news.forget(tenant);
        tookNanos.remove(tenant);
        endedNanos.remove(tenant);
        return telling.forget(tenant);
    }

    /** Somebody waits for it: without rests. */
    private Future<Void> whole(TenantId tenant, boolean predicted) {
        return turn(tenant, predicted).compose(more -> more ? whole(tenant, predicted) : Future.succeededFuture());
    }

    /** Adds a part; whether more waits. What changes while it is under way is noted, and has its own turn. */
    private Future<Boolean> turn(TenantId tenant, boolean predicted) {
        return flights.run(tenant, () -> {
            busy.add(tenant);
            news.looksAt(tenant);
            boolean counts = predicted && news.tookPrediction(tenant);
            return adding.some(tenant)
                    .onSuccess(added -> added(tenant, added))
                    .compose(added -> (counts ? counted(tenant) : Future.<Void>succeededFuture())
                            .compose(done -> added.more() ? Future.succeededFuture() : told(tenant))
                            .map(added.more()))
                    .onComplete(done -> {
                        endedNanos.put(tenant, nanoTime.getAsLong());
                        busy.remove(tenant);
                        if (done.succeeded() && news.hasChanged(tenant)) {
                            later(tenant, PAUSES_OF_WORK);
                        } else if (done.succeeded() && done.result()) {
                            later(tenant, PAUSES_OF_CATCHING_UP);
                        }
                    })
                    .recover(cause -> {
                        complain(tenant, cause);
                        blocking.later(AGAIN_MS, () -> news.changed(tenant));
                        return Future.succeededFuture(false);
                    });
        });
    }

    private void added(TenantId tenant, Adding.Added added) {
        tookNanos.put(tenant, added.nanos());
        if (added.transactions() > 0) {
            changed.accept(tenant);
        }
        publish(tenant, added.incidents());
    }

    /** In a quarter of an hour that has many it takes a while, as long as the rows of an index. */
    private Future<Void> counted(TenantId tenant) {
        long begun = nanoTime.getAsLong();
        return countedAll(tenant).onSuccess(done -> tookNanos.merge(tenant, nanoTime.getAsLong() - begun, Long::sum));
    }

    private Future<Void> countedAll(TenantId tenant) {
        return predictions.bringUpToDate(tenant).compose(more -> more ? countedAll(tenant) : Future.succeededFuture());
    }

    private Future<Void> told(TenantId tenant) {
        return telling.tell(tenant).compose(more -> more ? told(tenant) : Future.succeededFuture());
    }

    private void publish(TenantId tenant, List<RecordedIncident> incidents) {
        for (RecordedIncident one : incidents) {
            events.publish(new Event.IncidentRecorded(tenant, one.after()));
        }
    }

    /** Once, however often it is asked for meanwhile. */
    private void later(TenantId tenant, int pauses) {
        if (awaited.add(tenant)) {
            blocking.later(pauseMs(tenant, pauses), () -> {
                awaited.remove(tenant);
                turn(tenant, false);
            });
        }
    }

    private long pauseMs(TenantId tenant, int pauses) {
        long took = TimeUnit.NANOSECONDS.toMillis(tookNanos.getOrDefault(tenant, 0L));
        return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, pauses * took));
    }

    private static void complain(TenantId tenant, Throwable cause) {
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
