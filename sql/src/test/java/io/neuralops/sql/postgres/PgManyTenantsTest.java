package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.failureOf;
import static io.neuralops.sql.postgres.PgServer.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Json;
import io.neuralops.sql.store.Paging;
import io.neuralops.sql.store.PredictionFilter;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.sql.store.TenantRollupStore;
import io.neuralops.sql.store.TenantRollupStore.Day;
import io.neuralops.sql.store.TenantRollupStore.OfTenant;
import io.vertx.core.Future;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A newer version starts on a server that has no room for the locks of all tenants at once. Tenants and locks are both fewer
 * than in earnest, so that it is quick: 150 tenants and 10 locks for each connection are as 1,000 and PostgreSQL's 64.
 */
class PgManyTenantsTest {
    private static final int TENANTS = 150;
    private static final String TABLES = "2100";
    private static final String LACKING = "SELECT tenant FROM tenants_lacking_tables()";

    private static final String LOCKED =
            "SELECT relation::regclass::text FROM pg_locks JOIN pg_class c ON c.oid = relation"
                    + " WHERE pid = pg_backend_pid() AND c.relispartition AND c.relkind = 'r'";

    /** How often inserts went by a plan that was kept, and how the next statement would be planned. */
    private static final String KEPT = "SELECT sum(generic_plans) || ',' || current_setting('plan_cache_mode')"
            + " FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO predictions %'";

    private static EmbeddedPostgres server;
    /** At the version that brought tenants, with all of them; and the same after a start of today's. */
    private static PgDsn before;

    private static PgDsn after;

    @BeforeAll
    static void startServer() throws IOException {
        // How many locks there may be goes with both.
        server = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "100")
                .setServerConfig("max_locks_per_transaction", "10")
                .setServerConfig("fsync", "off")
                .start();
        before = atTheVersionThatBroughtTenants("before", TENANTS);
        after = database("after", " TEMPLATE before");
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Test
    void manyTenantsGetTheTablesOfANewerVersion() {
        assertThatThrownBy(() -> sql(before, onboarding("u", TENANTS, "")))
                .as("their tables would be too many for one transaction")
                .hasMessageContaining("out of shared memory");

        setUp(after);

        assertThat(sql(after, LACKING)).isEmpty();
        assertThat(sql(
                        after,
                        "SELECT count(*) FROM pg_class WHERE relispartition AND relkind = 'r' AND relforcerowsecurity"))
                .containsExactly(TABLES);
        assertThat(sql(after, "SELECT count(*) FROM pg_inherits WHERE inhparent IN (SELECT parent FROM tenant_tables)"))
                .containsExactly(TABLES);
    }

    /** A plan for whichever tenant may come would lock what belongs to all of them. */
    @Test
    void whatIsAskedOftenLocksOnlyItsTenantsTables() {
        TenantId tenant = new TenantId("t7");
        PgDatabase database = await(PgDatabase.open(PgTests.VERTX, settings(after), new PgServer.Keeper()));
        try {
            for (int time = 0; time < 100; time++) {
                await(database.read(
                        Principal.service(tenant),
                        session -> new PredictionStore()
                                .page(
                                        session,
                                        tenant,
                                        new PredictionFilter(null, null, null, null),
                                        new Paging(50, null))));
            }
            List<String> mode = await(database.read(
                    Principal.service(tenant),
                    session -> session.query("SELECT current_setting('plan_cache_mode')", row -> row.text(0))));
            assertThat(mode).containsExactly("force_custom_plan");
        } finally {
            await(database.close());
        }
    }

    /** They are made of a table that all tenants' days are copied to. */
    @Test
    void aReportOfAllTenantsLocksNoneOfTheirTables() {
        TenantRollupStore store = new TenantRollupStore();
        Instant day = Instant.parse("2025-05-01T00:00:00Z");
        Principal platform = Principal.service(TenantId.PLATFORM);
        Tally tally = new Tally();
        tally.add(Measure.RUNS, 2);
        PgDsn reports = database("reports", " TEMPLATE before");
        setUp(reports);
        PgDatabase database = await(PgDatabase.open(PgTests.VERTX, settings(reports), new PgServer.Keeper()));
        try {
            await(database.create(TenantId.PLATFORM));
            for (int n = 1; n <= TENANTS; n++) {
                TenantId tenant = new TenantId("t" + n);
                await(database.tx(platform, session -> store.put(session, tenant, List.of(new Day(day, 1, tally)))));
            }
            List<String> locked = await(database.read(platform, session -> {
                Future<List<OfTenant>> sums = store.sums(session, day, day.plusSeconds(1));
                Future<List<Day>> days = store.days(session, null, day, day.plusSeconds(1));
                Future<List<String>> seen = session.query(LOCKED, row -> row.text(0));
                return Future.all(sums, days).compose(done -> {
                    assertThat(sums.result()).hasSize(TENANTS);
                    assertThat(days.result().getFirst().tally().get(Measure.RUNS))
                            .isEqualTo(2L * TENANTS);
                    return seen;
                });
            }));
            assertThat(locked).isEmpty();
        } finally {
            await(database.close());
        }
    }

    /** Inserts alone have plans for whichever tenant may come: those lock the parent and where the row goes. */
    @Test
    void whatIsInsertedOftenLocksOnlyItsTenantsTables() {
        PgDatabase database = await(PgDatabase.open(PgTests.VERTX, settings(after), new PgServer.Keeper()));
        try {
            for (int n = 1; n <= 60; n++) {
                TenantId tenant = new TenantId("t" + n);
                int rows = n % 2 + 1;
                List<String> locked = await(database.tx(Principal.service(tenant), session -> {
                    Future<?> inserted = new PredictionStore().insert(session, tenant, predictions(rows));
                    Future<List<String>> seen = session.query(LOCKED, row -> row.text(0));
                    return inserted.compose(done -> seen);
                }));
                assertThat(locked).containsExactly("tenant_" + tenant + ".predictions");
            }
            TenantId tenant = new TenantId("t7");
            List<String> kept = await(database.tx(Principal.service(tenant), session -> {
                Future<?> inserted = new PredictionStore().insert(session, tenant, predictions(1));
                Future<List<String>> seen = session.query(KEPT, row -> row.text(0));
                return inserted.compose(done -> seen);
            }));
            assertThat(kept).containsExactly("61,force_custom_plan");
            failureOf(
                    database.tx(
                            Principal.service(tenant),
                            session -> new PredictionStore().insert(session, new TenantId("t8"), predictions(1))),
                    Failure.Forbidden.class);
        } finally {
            await(database.close());
        }
    }

    @Test
    void whoDiedHalfWayGoesOnAtTheNextStart() {
        PgDsn dsn = atTheVersionThatBroughtTenants("few", 9);
        sql(dsn, "CREATE DOMAIN tenant_t5.model_versions AS integer");

        assertThatThrownBy(() -> setUp(dsn)).hasMessageContaining("model_versions");
        assertThat(sql(dsn, LACKING)).containsExactly("t5", "t6", "t7", "t8", "t9");

        sql(dsn, "DROP DOMAIN tenant_t5.model_versions");
        setUp(dsn);
        assertThat(sql(dsn, LACKING)).isEmpty();
    }

    private static List<PredictionRow> predictions(int count) {
        return Stream.generate(() -> new PredictionRow(
                        UUID.randomUUID(),
                        "r",
                        1,
                        null,
                        null,
                        "v1",
                        0.5,
                        "model",
                        new Json("{}"),
                        new float[0],
                        Instant.EPOCH,
                        null,
                        null))
                .limit(count)
                .toList();
    }

    private static void setUp(PgDsn dsn) {
        new PgSetup(settings(dsn), new PgServer.Keeper()).run();
    }

    private static PgSettings settings(PgDsn dsn) {
        return new PgSettings(dsn, null, "neuralops_many_app", new TenantId("adopter"));
    }

    private static PgDsn database(String name, String options) {
        sql(of("postgres"), "CREATE DATABASE " + name + options);
        return of(name);
    }

    /** With the tables that there were then. */
    private static PgDsn atTheVersionThatBroughtTenants(String name, int tenants) {
        PgDsn dsn = database(name, "");
        Flyway.configure()
                .dataSource(dsn.jdbcUrl(), dsn.user(), dsn.password())
                .locations("classpath:db/postgres")
                .defaultSchema("public")
                .table("neuralops_schema_history")
                .placeholders(Map.of("service", "nobody", "adopter", "adopter"))
                // What comes after a migration today needs what came later.
                .skipDefaultCallbacks(true)
                .target("005")
                .load()
                .migrate();
        sql(dsn, onboarding("t", tenants, "COMMIT;"));
        assertThat(sql(dsn, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'tenant\\_%'"))
                .isEqualTo(List.of(Integer.toString(tenants)));
        return dsn;
    }

    private static String onboarding(String prefix, int tenants, String after) {
        return "DO $$ BEGIN FOR n IN 1.." + tenants + " LOOP PERFORM onboard_tenant('" + prefix + "' || n, 'a name'); "
                + after + " END LOOP; END $$";
    }

    private static PgDsn of(String database) {
        return PgDsn.parse("postgres://postgres@127.0.0.1:" + server.getPort() + "/" + database + "?sslmode=disable");
    }
}
