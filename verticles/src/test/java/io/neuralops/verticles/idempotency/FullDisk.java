package io.neuralops.verticles.idempotency;

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
import java.util.Set;
import java.util.function.Consumer;

/** A real database whose disk is full while a test says so: then nothing can be written. */
final class FullDisk implements Database {
    private final Database database;
    private volatile boolean full;

    FullDisk(Database database) {
        this.database = database;
    }

    void full(boolean now) {
        full = now;
    }

    @Override
    public <T> Future<T> tx(Principal principal, Work<T> work, Consumer<? super T> committed) {
        return full
                ? Future.failedFuture(new Failure.Unavailable("full", Duration.ofSeconds(2)).asException())
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
    public Set<TenantId> tenants() {
        return database.tenants();
    }

    @Override
    public void onDoubt(Consumer<TenantId> listener) {
        database.onDoubt(listener);
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
