package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.Outcomes.failureOf;
import static io.neuralops.sql.postgres.PgServer.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.store.RunStore;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A database that is new, was there before, or is set up by several at once. */
class PgSetupTest {
    private static final TenantId ADOPTER = new TenantId("adopter");
    private static final Vertx VERTX = PgTests.VERTX;
    private static final String VERSIONS =
            "SELECT version FROM neuralops_schema_history WHERE type = 'SQL' ORDER BY version";

    private final PgServer server = PgServer.shared();
    private final PgDsn dsn = server.emptyDatabase();

    @Test
    void severalProcessesMayStartAtOnce() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            List<Future<PgSetup.Ready>> ready = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ready.add(pool.submit(() -> new PgSetup(server.settings(dsn), server.keeper()).run()));
            }
            for (Future<PgSetup.Ready> one : ready) {
                assertThat(one.get().service()).isEqualTo(server.service(dsn));
            }
        }
        assertThat(sql(dsn, VERSIONS))
                .containsExactly(
                        "001", "002", "003", "004", "005", "006", "007", "008", "009", "010", "011", "013", "014",
                        "015", "016", "017", "018", "019", "020", "021", "023", "024", "025", "026", "027", "028");
    }

    /** Written before there were tenants: other types, fewer columns, and a row that has no place today. */
    @Test
    void rowsOfTheEarlierPhasesBecomeATenantsAndNoneIsLost() {
        sql(
                dsn,
                "CREATE TABLE workflow_runs (id serial PRIMARY KEY, run_id varchar(80), workflow text, status text,"
                        + " started_at timestamp, finished_at timestamptz, duration_ms int, cost float8, metrics jsonb)",
                "INSERT INTO workflow_runs (run_id, workflow, status, started_at, finished_at, cost, metrics) VALUES"
                        + " ('a', 'etl', 'success', '2025-03-01 00:00:00', '2025-03-01 00:01:00Z', 1.5,"
                        + " '{\"rows\": 7, \"name\": \"x\"}'),"
                        + " ('b', 'etl', 'FAILED', '2025-03-01 01:00:00.123456', NULL, NULL, NULL),"
                        + " ('b', 'etl', 'success', '2025-03-01 02:00:00', NULL, NULL, NULL),"
                        + " (NULL, NULL, 'strange', NULL, NULL, NULL, NULL)",
                "CREATE TABLE insight_signals (id bigserial PRIMARY KEY, service text, kind text, name text,"
                        + " value numeric, observed_at timestamptz)",
                "INSERT INTO insight_signals (service, kind, name, value, observed_at)"
                        + " SELECT 'db', 'latency', 'p95', n, '2025-03-01'::timestamptz FROM generate_series(1, 500) n");
        PgDatabase first = server.open(VERTX, dsn);
        await(first.close());
        PgDatabase database = server.open(VERTX, dsn);
        try {
            List<Run> runs = new ArrayList<>();
            await(database.read(Principal.service(ADOPTER), s -> new RunStore().forEach(s, ADOPTER, runs::add)));
            assertThat(runs).hasSize(3).contains(earlierRun());
            assertThat(runs)
                    .extracting(run -> run.runId() + run.attempt() + run.status())
                    .containsExactlyInAnyOrder("a1SUCCESS", "b1FAILURE", "b2SUCCESS");
            assertThat(sql(dsn, "SELECT count(*) FROM tenant_adopter.insight_signals"))
                    .containsExactly("500");
            assertThat(sql(dsn, "SELECT count(*) FROM earlier.workflow_runs")).containsExactly("4");
            assertThat(sql(dsn, "SELECT obj_description('earlier.workflow_runs'::regclass, 'pg_class')"))
                    .containsExactly("adopted by NeuralOps into adopter, not redacted yet, 3 of 4 rows");
        } finally {
            await(database.close());
        }
    }

    private static Run earlierRun() {
        Instant start = Instant.parse("2025-03-01T00:00:00Z");
        Instant end = Instant.parse("2025-03-01T00:01:00Z");
        return new Run(
                "a",
                1,
                "etl",
                RunStatus.SUCCESS,
                start,
                end,
                end,
                60_000L,
                new java.math.BigDecimal("1.5"),
                null,
                null,
                Map.of("rows", 7.0),
                Map.of());
    }

    @Test
    void aTableThatComesLaterIsProtectedAndGetsItsPartitions() {
        PgDatabase database = server.open(VERTX, dsn);
        await(database.create(new TenantId("acme")));
        await(database.close());
        sql(
                dsn,
                "CREATE SEQUENCE later_position",
                "CREATE TABLE later (position bigint DEFAULT nextval('later_position'), tenant_id text NOT NULL)"
                        + " PARTITION BY LIST (tenant_id)");
        await(server.open(VERTX, dsn).close());

        assertThat(
                        sql(
                                dsn,
                                "SELECT count(*) FROM pg_class WHERE relname = 'later' AND relforcerowsecurity AND relrowsecurity"))
                .containsExactly("2");
        assertThat(sql(dsn, "SELECT to_regclass('tenant_acme.later')")).containsExactly("tenant_acme.later");
    }

    @Test
    void theServiceMayNotWorkAsWhomRowLevelSecurityDoesNotBind() {
        PgSettings privileged = new PgSettings(dsn, dsn, "unused", ADOPTER);

        Failure.Invalid failure = failureOf(PgDatabase.open(VERTX, privileged, server.keeper()), Failure.Invalid.class);
        assertThat(failure.detail()).contains("row-level security");
    }

    @Test
    void theLoginHasNoPlansForAllTenantsWhoeverStandsBetween() {
        PgDsn ready = server.database();

        assertThat(sql(server.service(ready), "SHOW plan_cache_mode")).containsExactly("force_custom_plan");
    }

    @Test
    void anOwnerAndALoginOfOnesOwnMayBeGiven() {
        String role = "own_app_" + ProcessHandle.current().pid();
        sql(dsn, "DROP ROLE IF EXISTS " + role, "CREATE ROLE " + role + " LOGIN PASSWORD 'own'");
        PgDatabase database = await(
                PgDatabase.open(VERTX, new PgSettings(dsn.as(role, "own"), dsn, "unused", ADOPTER), server.keeper()));
        TenantId acme = new TenantId("acme");
        try {
            await(database.create(acme));
            List<String> user = await(
                    database.read(Principal.service(acme), s -> s.query("SELECT current_user", row -> row.text(0))));
            assertThat(user).containsExactly(role);
        } finally {
            await(database.close());
            sql(dsn, "DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Test
    void aDatabaseThatIsGoneAtTheStartIsUnavailable() {
        PgDsn nobody = PgDsn.parse("postgres://me:p@127.0.0.1:1/x?sslmode=disable");

        failureOf(PgDatabase.open(VERTX, server.settings(nobody), server.keeper()), Failure.Unavailable.class);
    }
}
