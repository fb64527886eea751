package io.neuralops.verticles.tenancy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Retention;
import io.neuralops.sql.store.RetentionStore;
import io.neuralops.sql.store.TenantStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Sweep;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what was kept long enough: a few rows of a tenant at a time, then it is the next one's turn, with a pause in
 * between in which others get at the store.
 */
public final class RetentionService {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionService.class);
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);
    private static final int ROWS = 500;
    private static final long PAUSE_MS = 20;
    private static final Duration USUAL_PAUSE = Duration.ofMinutes(10);

    private final Database database;
    private final RetentionStore store;
    private final TenantStore settled;
    private final Retention installed;
    private final Blocking blocking;
    private final Events events;
    private final Clock clock;
    private final Sweep sweep = new Sweep();

    /**
     * Wires the service; it does nothing yet.
     *
     * @param installed for how long rows are kept where nothing else is settled for a tenant
     */
    public RetentionService(
            Database database,
            RetentionStore store,
            TenantStore settled,
            Retention installed,
            Blocking blocking,
            Events events,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.settled = settled;
        this.installed = installed;
        this.blocking = blocking;
        this.events = events;
        this.clock = clock;
    }

    /** Sweeps from now on, again and again. */
    public void begin() {
        begin(USUAL_PAUSE);
    }

    /** The same, so long after one another. */
    void begin(Duration pause) {
        blocking.later(pause.toMillis(), () -> sweep().onComplete(done -> begin(pause)));
    }

    private record Turn(TenantId tenant, RetentionStore.Kind kind, Instant before) {}

    /** Deletes all that is due; how many rows. Nothing is done if it is being done. */
    public Future<Long> sweep() {
        Deque<Turn> turns = new ArrayDeque<>();
        return sweep.once(
                        1,
                        () -> database.read(PLATFORM, settled::retentions)
                                .compose(own ->
                                        blocking.run(database::tenants).map(tenants -> gathered(turns, tenants, own))),
                        turn -> take(turns, turn))
                .recover(RetentionService::another);
    }

    private Deque<Turn> gathered(Deque<Turn> turns, Set<TenantId> tenants, Map<TenantId, Retention> own) {
        Instant now = clock.instant();
        for (RetentionStore.Kind kind : RetentionStore.Kind.values()) {
            for (TenantId tenant : tenants) {
                int days = kind.days(
                        own.getOrDefault(tenant, Retention.AS_INSTALLED).orElse(installed));
                if (days > 0) {
                    turns.add(new Turn(tenant, kind, now.minus(Duration.ofDays(days))));
                }
            }
        }
        return turns;
    }

    private Future<Long> take(Deque<Turn> turns, Turn turn) {
        return step(turn).compose(rows -> {
            if (rows == ROWS) {
                turns.add(turn);
            }
            long deleted = rows;
            return rows == 0 ? Future.succeededFuture(deleted) : pause().map(deleted);
        });
    }

    private Future<Integer> step(Turn turn) {
        return database.tx(
                        Principal.service(turn.tenant()),
                        session -> store.deleteOldest(session, turn.tenant(), turn.kind(), turn.before(), ROWS))
                .onSuccess(rows -> {
                    if (rows > 0) {
                        events.publish(
                                new Event.RowsExpired(turn.tenant(), turn.kind().table(), rows));
                    }
                })
                // It went away meanwhile; the others have their turns.
                .recover(cause ->
                        cause instanceof FailureException failure && failure.failure() instanceof Failure.NotFound
                                ? Future.succeededFuture(0)
                                : Future.failedFuture(cause));
    }

    private Future<Void> pause() {
        Promise<Void> over = Promise.promise();
        blocking.later(PAUSE_MS, over::complete);
        return over.future();
    }

    private static Future<Long> another(Throwable cause) {
        if (cause instanceof FailureException failure) {
            LOG.info("old rows are deleted another time: {}", failure.failure().detail());
        } else {
            LOG.error("old rows could not be deleted", cause);
        }
        return Future.succeededFuture(0L);
    }
}
