package io.neuralops.sql;

import static io.neuralops.sql.Outcomes.await;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store with two tenants that is opened for each test, and rows to put into it. */
public abstract class DatabaseTests {
    protected static final TenantId ACME = new TenantId("acme");
    protected static final TenantId GLOBEX = new TenantId("globex");

    protected static final List<String> COLUMNS =
            List.of("tenant_id", "id", "service", "kind", "name", "severity", "state", "observed_at", "known_at");

    protected Database database;

    /** Opens the store, which is empty when a test opens it first and keeps what it holds afterwards. */
    protected abstract Database open();

    /** Holds back commits until the result is run, where the engine can be made to; else nothing is held. */
    protected Runnable holdCommits() {
        return () -> {};
    }

    /** A future that work may return: on an engine whose work ends within its call, a complete one. */
    protected <T> Future<T> withinWork(Future<T> future) {
        return future;
    }

    @BeforeEach
    void openEmpty() {
        database = open();
        await(database.create(ACME));
        await(database.create(GLOBEX));
    }

    @AfterEach
    protected void close() {
        await(database.close());
    }

    protected static Principal of(TenantId tenant) {
        return Principal.service(tenant);
    }

    /** Work that stores one row. */
    protected static Work<String> put(TenantId tenant, String id) {
        return session ->
                session.insertAll("insight_signals", COLUMNS, rows(tenant, id)).map(id);
    }

    protected static List<Object[]> rows(TenantId tenant, String... ids) {
        Instant now = Instant.parse("2025-03-01T00:00:00Z");
        return Arrays.stream(ids)
                .map(id -> new Object[] {tenant.value(), id, "db", "alert", "slow", "info", "point", now, now})
                .toList();
    }

    protected Future<String> store(TenantId tenant, String id) {
        return database.tx(of(tenant), put(tenant, id));
    }

    /** The ids of a tenant's rows, in the order in which they were stored; the query itself names no tenant. */
    protected List<String> stored(TenantId tenant) {
        return await(database.read(of(tenant), ids()));
    }

    protected static Work<List<String>> ids() {
        return session -> session.query("SELECT id FROM insight_signals ORDER BY position", row -> row.text(0));
    }
}
