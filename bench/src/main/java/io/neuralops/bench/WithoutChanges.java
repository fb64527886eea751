package io.neuralops.bench;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Footprint;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.neuralops.sql.Tenant;
import io.neuralops.sql.Work;
import io.neuralops.sql.isolation.Isolation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A database in which nobody leaves what changed for reports: what the service would do without them. */
record WithoutChanges(Database database) implements Database {
    private static final String CHANGES = "rollup_changes";

    @Override
    public <T> Future<T> tx(Principal principal, Work<T> work, Consumer<? super T> committed) {
        return database.tx(principal, session -> work.run(new Forgetting(session)), committed);
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

    private record Forgetting(Session session) implements Session {
        @Override
        public <T> Future<List<T>> query(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
            return session.query(sql, reader, parameters);
        }

        @Override
        public <T> Future<List<List<T>>> queryEach(
                String sql, Function<Row, T> reader, List<@Nullable Object[]> parameters) {
            return session.queryEach(sql, reader, parameters);
        }

        @Override
        public Future<Long> stream(String sql, Consumer<Row> each, @Nullable Object... parameters) {
            return session.stream(sql, each, parameters);
        }

        @Override
        public Future<Integer> update(String sql, @Nullable Object... parameters) {
            return session.update(sql, parameters);
        }

        @Override
        public Future<Integer> updateEach(String sql, List<@Nullable Object[]> parameters) {
            return session.updateEach(sql, parameters);
        }

        @Override
        public Future<Void> insertAll(String table, List<String> columns, List<@Nullable Object[]> rows) {
            return table.equals(CHANGES) ? Future.succeededFuture() : session.insertAll(table, columns, rows);
        }

        @Override
        public String forUpdate() {
            return session.forUpdate();
        }
    }
}
