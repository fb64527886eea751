package io.neuralops.verticles.operation;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Footprint;
import io.neuralops.sql.Tenant;
import io.neuralops.sql.Work;
import io.neuralops.sql.isolation.Isolation;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A real database that notes whose transactions it is asked for, and has those of some tenants fail, or as a full disk has it all. */
public final class WatchedDatabase implements Database {
    private final Database database;
    private final List<TenantId> transactions = new ArrayList<>();
    private final Set<TenantId> failing = ConcurrentHashMap.newKeySet();
    private volatile boolean full;

    public WatchedDatabase(Database database) {
        this.database = database;
    }

    /** Of whom transactions were asked for, in order. */
    public synchronized List<TenantId> transactions() {
        return List.copyOf(transactions);
    }

    public void fail(TenantId tenant) {
        failing.add(tenant);
    }

    /** Whether nothing can be written from now on. */
    public void full(boolean now) {
        full = now;
    }

    @Override
    public <T> Future<T> tx(Principal principal, Work<T> work, Consumer<? super T> committed) {
        synchronized (this) {
            transactions.add(principal.tenant());
        }
        return full || failing.contains(principal.tenant())
                ? Future.failedFuture(new Failure.Unavailable("away", Duration.ofSeconds(1)).asException())
                : database.tx(principal, work, committed);
    }

    @Override
    public <T> Future<T> read(Principal principal, Work<T> work) {
        return database.read(principal, work);
    }

    @Override
    public Future<Void> create(TenantId tenant) {
        return database.create(tenant);
    }

    @Override
    public Future<Boolean> onboard(Tenant tenant) {
        return database.onboard(tenant);
    }

    @Override
    public Future<Footprint> footprint(TenantId tenant) {
        return database.footprint(tenant);
    }

    @Override
    public Future<Void> scrub(TenantId tenant) {
        return database.scrub(tenant);
    }

    @Override
    public Future<Void> offboard(TenantId tenant) {
        return database.offboard(tenant);
    }

    @Override
    public void onDoubt(Consumer<TenantId> listener) {
        database.onDoubt(listener);
    }

    @Override
    public Set<TenantId> tenants() {
        return database.tenants();
    }

    @Override
    public Isolation isolation() {
        return database.isolation();
    }

    @Override
    public Future<Void> close() {
        return database.close();
    }
}
