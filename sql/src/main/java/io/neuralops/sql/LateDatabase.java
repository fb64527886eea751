package io.neuralops.sql;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.isolation.Isolation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that may not be reachable at the start. Until it has been opened, which is tried again and again, whatever
 * needs it is unavailable and says why.
 */
public final class LateDatabase implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(LateDatabase.class);
    private static final int PAUSE_MS = 1_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Supplier<Future<Database>> opener;
    private final List<Consumer<TenantId>> doubters = new CopyOnWriteArrayList<>();
    private volatile @Nullable Database open;
    private volatile String why = "it was not tried yet";
    private volatile boolean closed;

    /** Takes how to open it; nothing is tried yet. */
    public LateDatabase(Vertx vertx, Supplier<Future<Database>> opener) {
        this.vertx = vertx;
        this.opener = opener;
    }

    /**
     * Tries to open it; whether it is open. If it is unavailable, further attempts follow by themselves; it fails with what
     * they would not mend.
     */
    public Future<Boolean> begin() {
        return opener.get()
                .map(this::opened)
                .recover(cause ->
                        cause instanceof FailureException failure && failure.failure() instanceof Failure.Unavailable
                                ? Future.succeededFuture(waitAfter(cause))
                                : Future.failedFuture(cause));
    }

    /** Says what opening it is about, for whoever needs it meanwhile. */
    public void opening(String what) {
        why = what;
        LOG.info("the database is not open yet: {}", what);
    }

    @Override
    public <T> Future<T> tx(Principal principal, Work<T> work, Consumer<? super T> committed) {
        return with(database -> database.tx(principal, work, committed));
    }

    @Override
    public <T> Future<T> read(Principal principal, Work<T> work) {
        return with(database -> database.read(principal, work));
    }

    @Override
    public Future<Void> create(TenantId tenant) {
        return with(database -> database.create(tenant));
    }

    @Override
    public Future<Boolean> onboard(Tenant tenant) {
        return with(database -> database.onboard(tenant));
    }

    @Override
    public Future<Footprint> footprint(TenantId tenant) {
        return with(database -> database.footprint(tenant));
    }

    @Override
    public Future<Void> scrub(TenantId tenant) {
        return with(database -> database.scrub(tenant));
    }

    @Override
    public Future<Void> offboard(TenantId tenant) {
        return with(database -> database.offboard(tenant));
    }

    /** {@inheritDoc} Throws {@link Failure.Unavailable} as an exception while it is not open: nobody knows yet. */
    @Override
    public Set<TenantId> tenants() {
        Database database = open;
        if (database == null) {
            throw unavailable();
        }
        return database.tenants();
    }

    /** {@inheritDoc} Throws {@link Failure.Unavailable} as an exception while it is not open. */
    @Override
    public Isolation isolation() {
        Database database = open;
        if (database == null) {
            throw unavailable();
        }
        return database.isolation();
    }

    @Override
    public void onDoubt(Consumer<TenantId> listener) {
        doubters.add(listener);
    }

    @Override
    public Future<Void> close() {
        closed = true;
        Database database = open;
        return database == null ? Future.succeededFuture() : database.close();
    }

    private <T> Future<T> with(Function<Database, Future<T>> use) {
        Database database = open;
        return database == null ? Future.failedFuture(unavailable()) : use.apply(database);
    }

    private boolean opened(Database database) {
        if (closed) {
            Promise<Void> gone = Promise.promise();
            database.close().onComplete(gone);
            return false;
        }
        database.onDoubt(tenant -> doubters.forEach(listener -> listener.accept(tenant)));
        open = database;
        return true;
    }

    private boolean waitAfter(Throwable cause) {
        String reason = cause instanceof FailureException failure
                ? failure.failure().detail()
                : "opening it failed; the log says why";
        if (!reason.equals(why)) {
            why = reason;
            // A failure says it all in its words; anything else is a defect, whose trace is wanted.
            LOG.warn(
                    "the database is tried again every second: {}",
                    reason,
                    cause instanceof FailureException ? null : cause);
        }
        if (!closed) {
            vertx.setTimer(PAUSE_MS, ignored -> again());
        }
        return false;
    }

    private void again() {
        if (closed) {
            return;
        }
        opener.get().map(this::opened).otherwise(this::waitAfter).onSuccess(isOpen -> {
            if (isOpen) {
                LOG.info("the database is open now");
            }
        });
    }

    private FailureException unavailable() {
        return new Failure.Unavailable("the database is not open yet: " + why, RETRY_AFTER).asException();
    }
}
