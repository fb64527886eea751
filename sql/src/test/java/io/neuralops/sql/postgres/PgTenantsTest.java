package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.causeOf;
import static io.neuralops.sql.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Footprint;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tenants come and go, on this node or on another. */
class PgTenantsTest extends PgTests {
    @Test
    void aTenantIsASchemaWithItsPartOfEveryTable() {
        assertThat(asOwner("SELECT relname FROM pg_class WHERE relnamespace = 'tenant_acme'::regnamespace"
                        + " AND relkind = 'r' AND relispartition ORDER BY 1"))
                .containsExactly(
                        "drift_findings",
                        "feedback",
                        "idempotency_keys",
                        "incidents",
                        "insight_signals",
                        "jobs",
                        "model_versions",
                        "perf_metrics",
                        "predictions",
                        "rollup_changes",
                        "rollup_histograms",
                        "rollups",
                        "shadow_predictions",
                        "workflow_runs");
    }

    /** In the class, and once more where the DDL is composed. */
    @Test
    void hostileNamesDoNotGetNearDdl() {
        for (String name : List.of("Acme", "a-b", "a.b", "a\"; DROP SCHEMA public; --", "", "1a", "a'b", "public b")) {
            assertThat(TenantId.wellFormed(name)).isFalse();
            assertThatThrownBy(() -> asOwner("SELECT onboard_tenant('" + name.replace("'", "''") + "', 'x')"))
                    .hasMessageContaining("not the name of a tenant");
            assertThatThrownBy(() -> asOwner("SELECT offboard_tenant('" + name.replace("'", "''") + "')"))
                    .hasMessageContaining("not the name of a tenant");
        }
    }

    @Test
    void wordsOfSqlAndTheLongestNameAreNamesLikeOthers() {
        for (String name : List.of("select", "user", "public", "pg_catalog", "a" + "_9".repeat(19) + "x")) {
            TenantId tenant = new TenantId(name);
            await(database.create(tenant));
            await(store(tenant, "row"));
            assertThat(stored(tenant)).containsExactly("row");
        }
    }

    @Test
    void whatWouldGoIsToldAndThenGoes() {
        await(store(ACME, "a"));
        await(store(ACME, "b"));
        await(store(GLOBEX, "g"));
        Footprint footprint = await(postgres().footprint(ACME));

        assertThat(footprint.rows()).isEqualTo(2);
        assertThat(footprint.bytes()).isPositive();
        assertThat(footprint.tables()).hasSize(14).anySatisfy(table -> {
            assertThat(table.name()).isEqualTo("insight_signals");
            assertThat(table.rows()).isEqualTo(2);
        });

        await(postgres().offboard(ACME));
        failureOf(store(ACME, "c"), Failure.NotFound.class);
        failureOf(database.read(of(ACME), ids()), Failure.NotFound.class);
        assertThat(database.tenants()).containsExactly(GLOBEX);
        assertThat(asOwner("SELECT nspname FROM pg_namespace WHERE nspname = 'tenant_acme'"))
                .isEmpty();
        assertThat(stored(GLOBEX)).containsExactly("g");

        await(database.create(ACME));
        assertThat(stored(ACME)).isEmpty();
    }

    @Test
    void aTenantThatComesHalfWayIsNotThere() {
        asOwner(
                "CREATE FUNCTION break_off() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF to_regclass('tenant_half.perf_metrics') IS NOT NULL THEN RAISE 'broken off'; END IF; END $$",
                "CREATE EVENT TRIGGER breaks ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION break_off()");
        TenantId half = new TenantId("half");

        assertThat(causeOf(database.create(half))).hasMessageContaining("broken off");

        assertThat(asOwner("SELECT nspname FROM pg_namespace WHERE nspname = 'tenant_half'"))
                .isEmpty();
        assertThat(asOwner("SELECT act_as_tenant('platform')", "SELECT id FROM tenants WHERE id = 'half'"))
                .isEmpty();
        assertThat(database.tenants()).doesNotContain(half);
        asOwner("DROP EVENT TRIGGER breaks");
        await(database.create(half));
        assertThat(stored(half)).isEmpty();
    }

    /** Held against what the server says of the tables themselves. */
    @Test
    void whatATenantHoldsIsItsRowsAndTheirBytesWithIndexesAndLongValues() {
        // A vacuum by itself between the two measures would write its map of pages.
        asOwner("ALTER TABLE tenant_acme.predictions"
                + " SET (autovacuum_enabled = false, toast.autovacuum_enabled = false)");
        for (String tenant : List.of("acme", "globex")) {
            int rows = tenant.equals("acme") ? 3_000 : 10;
            asOwner(
                    "SET app.tenant_id = '" + tenant + "'",
                    "SET app.writes = '" + tenant + "'",
                    "INSERT INTO predictions (tenant_id, id, run_id, attempt, model_version, probability, basis,"
                            + " recommendation, created_at) SELECT '" + tenant + "', gen_random_uuid(), 'r' || n, 1,"
                            + " 'v1', 0.5, 'b', CASE n % 100 WHEN 0 THEN (SELECT string_agg(md5(n || '-' || m), '')"
                            + " FROM generate_series(1, 300) m) ELSE '{}' END, now() FROM generate_series(1, " + rows
                            + ") n");
        }
        asOwner("CHECKPOINT");

        Footprint acme = await(postgres().footprint(ACME));
        assertThat(acme.rows()).isEqualTo(3_000);
        assertThat(await(postgres().footprint(GLOBEX)).rows()).isEqualTo(10);
        assertThat(acme.tables())
                .allSatisfy(table -> assertThat(table.bytes())
                        .as(table.name())
                        .isEqualTo(Long.parseLong(
                                asOwner("SELECT pg_total_relation_size('tenant_acme." + table.name() + "')")
                                        .getFirst())));
        Footprint.Table predictions = acme.tables().stream()
                .filter(table -> table.name().equals("predictions"))
                .findFirst()
                .orElseThrow();
        long mainFork = Long.parseLong(
                asOwner("SELECT pg_relation_size('tenant_acme.predictions')").getFirst());
        assertThat(predictions.bytes())
                .as("the long values and the indexes come to more than the table itself")
                .isGreaterThan(mainFork + 30 * 9_600L);
    }

    @Test
    void aTenantOfAnotherNodeIsFoundWhenItIsAskedFor() {
        Database other = open();
        try {
            TenantId fresh = new TenantId("fresh");
            await(other.create(fresh));

            await(store(fresh, "row"));
            assertThat(database.tenants()).contains(fresh);
        } finally {
            await(other.close());
        }
    }

    @Test
    void onboardingHoldsUpNobody() {
        Runnable release = Hold.on(database, of(ACME));
        Future<String> waiting = store(ACME, "a");
        List<Future<Void>> onboarded = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            onboarded.add(database.create(new TenantId("t" + i % 4)));
        }
        onboarded.forEach(io.neuralops.sql.Outcomes::await);
        release.run();

        await(waiting);
        assertThat(database.tenants()).hasSize(6);
    }

    /** Another process may just start; both would change the tables that tenants share. */
    @Test
    void tenantsComeAndGoWhenTheDatabaseIsSetUp() throws SQLException {
        String waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
                + " (SELECT oid FROM pg_database WHERE datname = current_database())";
        List<Future<Void>> changes = new ArrayList<>();
        try (Connection setup = DriverManager.getConnection(dsn.jdbcUrl(), dsn.user(), dsn.password());
                Statement lock = setup.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(" + PgSetup.LOCK_KEY + ")");
            changes.add(database.create(new TenantId("fresh")));
            changes.add(database.offboard(GLOBEX));
            while (!asOwner(waiting).equals(List.of("2"))) {
                assertThat(changes).noneMatch(Future::isComplete);
            }
        }
        changes.forEach(io.neuralops.sql.Outcomes::await);
        assertThat(database.tenants()).containsExactly(ACME, new TenantId("fresh"));
    }
}
