package io.neuralops.sql.sqlite;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Footprint;
import io.neuralops.sql.Session;
import io.neuralops.sql.Tenant;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tenants come and go: each is a file, and a row in the platform's. The row comes first and goes last. */
final class SqliteTenants {
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);
    private static final String UPSERT = "INSERT INTO tenants (id, name, created_at, state) VALUES ($1, $2, $3, $4)"
            + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at,"
            + " state = excluded.state, predictions_days = NULL, perf_metrics_days = NULL, pre_approved = NULL,"
            + " share_history = 0, cost_per_hour = NULL, currency = NULL, rollups = NULL";
    private static final String TABLES = "SELECT name FROM sqlite_schema WHERE type = $1 AND sql LIKE $2 ORDER BY name";
    /** With those of the indexes. */
    private static final String BYTES = "SELECT o.tbl_name, SUM(s.pgsize) FROM dbstat s"
            + " JOIN sqlite_schema o ON o.name = s.name WHERE s.aggregate = TRUE GROUP BY o.tbl_name";

    private final Database database;
    private final SqliteFiles files;
    private final SqliteReaders threads;

    SqliteTenants(Database database, SqliteFiles files, SqliteReaders threads) {
        this.database = database;
        this.files = files;
        this.threads = threads;
    }

    Future<Boolean> onboard(Tenant tenant) {
        return threads.run(() -> files.create(TenantId.PLATFORM))
                .compose(isNew -> isNew ? list() : Future.succeededFuture())
                .compose(listed -> threads.run(() -> files.has(tenant.id())))
                .compose(there -> there && !tenant.id().equals(TenantId.PLATFORM)
                        ? Future.succeededFuture(false)
                        : database.tx(PLATFORM, session -> upsert(session, tenant))
                                .compose(done -> threads.run(() -> files.create(tenant.id()))));
    }

    Future<Footprint> footprint(TenantId tenant) {
        return database.read(
                Principal.service(tenant),
                session -> session.query(BYTES, row -> Map.entry(row.text(0), row.bigint(1)))
                        .compose(bytes -> session.query(TABLES, row -> row.text(0), "table", "%tenant_id%")
                                .compose(names -> footprint(session, names, bytes))));
    }

    Future<Void> offboard(TenantId tenant) {
        return threads.run(() -> {
                    files.leave(tenant);
                    return tenant;
                })
                .compose(leaving -> ended(tenant)
                        .compose(done -> threads.run(() -> {
                            files.remove(tenant);
                            return tenant;
                        }))
                        .onComplete(done -> files.left(tenant)))
                .compose(gone -> database.tx(
                        PLATFORM,
                        session -> session.update(
                                "UPDATE tenants SET state = $1 WHERE id = $2", "offboarded", tenant.value())))
                .mapEmpty();
    }

    /** When what queued for the tenant has been refused: else it would be written into the file of one that comes back. */
    private Future<Void> ended(TenantId tenant) {
        return database.tx(Principal.service(tenant), session -> Future.<Void>succeededFuture())
                .recover(cause ->
                        cause instanceof FailureException failure && failure.failure() instanceof Failure.NotFound
                                ? Future.succeededFuture()
                                : Future.failedFuture(cause));
    }

    /** The files that were there before there was a list. */
    private Future<Void> list() {
        return threads.run(() -> {
                    List<Tenant> found = new ArrayList<>();
                    for (TenantId id : files.tenants()) {
                        found.add(new Tenant(id, id.value(), files.createdAt(id)));
                    }
                    return found;
                })
                .compose(found -> database.tx(PLATFORM, session -> upsertAll(session, found)))
                .mapEmpty();
    }

    private static Future<Integer> upsertAll(Session session, List<Tenant> tenants) {
        Future<Integer> done = Future.succeededFuture(0);
        for (Tenant tenant : tenants) {
            done = done.compose(before -> upsert(session, tenant));
        }
        return done;
    }

    private static Future<Integer> upsert(Session session, Tenant tenant) {
        Instant since = tenant.createdAt();
        return session.update(UPSERT, tenant.id().value(), tenant.name(), since, "active");
    }

    private static Future<Footprint> footprint(
            Session session, List<String> names, List<Map.Entry<String, Long>> bytes) {
        Map<String, Long> byTable = new HashMap<>();
        bytes.forEach(entry -> byTable.put(entry.getKey(), entry.getValue()));
        List<Footprint.Table> tables = new ArrayList<>();
        Future<?> done = Future.succeededFuture();
        for (String name : names) {
            done = done.compose(before -> session.query("SELECT COUNT(*) FROM " + name, row -> row.bigint(0))
                    .map(count ->
                            tables.add(new Footprint.Table(name, count.getFirst(), byTable.getOrDefault(name, 0L)))));
        }
        return done.map(all -> new Footprint(List.copyOf(tables)));
    }
}
