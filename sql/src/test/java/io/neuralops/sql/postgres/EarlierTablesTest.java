package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static io.neuralops.sql.postgres.PgServer.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.sql.postgres.EarlierTables.EarlierTable;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the tables of the earlier phases once nobody needs them. */
class EarlierTablesTest {
    private static final Vertx VERTX = PgTests.VERTX;
    private static final String REDACTED = "SELECT public.adopted_rows_are_redacted()";

    private final PgServer server = PgServer.shared();
    private final PgDsn dsn = server.emptyDatabase();
    private final EarlierTables earlier = new EarlierTables(server.settings(dsn), server.keeper());

    @BeforeEach
    void adopted() {
        sql(
                dsn,
                "CREATE TABLE workflow_runs (id serial PRIMARY KEY, run_id text, status text, started_at timestamptz)",
                "INSERT INTO workflow_runs (run_id, status, started_at) VALUES ('a', 'ok', now()), ('b', 'ok', now()),"
                        + " ('c', 'strange', now())",
                "CREATE TABLE insight_signals (id text PRIMARY KEY, observed_at timestamptz)",
                "INSERT INTO insight_signals VALUES ('s', now())");
        await(server.open(VERTX, dsn).close());
    }

    @Test
    void nothingGoesBeforeItIsRedacted() {
        assertThat(earlier.find())
                .containsExactly(
                        new EarlierTable("insight_signals", 1, false, OptionalLong.empty()),
                        new EarlierTable("workflow_runs", 3, false, OptionalLong.empty()));

        refused("earlier.insight_signals are not adopted and redacted yet", true);
        sql(dsn, REDACTED, "COMMENT ON TABLE earlier.workflow_runs IS NULL");
        refused("earlier.workflow_runs are not adopted and redacted yet", true);
        assertThat(sql(dsn, "SELECT count(*) FROM earlier.insight_signals")).containsExactly("1");
    }

    @Test
    void rowsThatWereNotAdoptedGoOnlyIfThatIsSaid() {
        sql(dsn, REDACTED);
        assertThat(earlier.find())
                .containsExactly(
                        new EarlierTable("insight_signals", 1, true, OptionalLong.of(1)),
                        new EarlierTable("workflow_runs", 3, true, OptionalLong.of(2)));

        refused("earlier.workflow_runs holds 1 rows that were not adopted", false);
        sql(dsn, "COMMENT ON TABLE earlier.workflow_runs IS 'adopted and redacted by NeuralOps'");
        refused("earlier.workflow_runs holds rows of which nobody noted", false);
        assertThat(earlier.drop(true)).hasSize(2);

        gone();
    }

    @Test
    void allThatIsAdoptedGoesOnceAndForGood() {
        sql(
                dsn,
                REDACTED,
                "DELETE FROM earlier.workflow_runs WHERE status = 'strange'",
                "CREATE TABLE earlier.other ()");

        assertThat(earlier.drop(false)).extracting(EarlierTable::rows).containsExactly(1L, 2L);
        assertThat(sql(dsn, "SELECT to_regclass('earlier.other') IS NOT NULL")).containsExactly("t");
        sql(dsn, "DROP TABLE earlier.other", "DROP SCHEMA earlier");

        gone();
        await(server.open(VERTX, dsn).close());
        gone();
        assertThat(sql(dsn, "SELECT count(*) FROM tenant_adopter.workflow_runs"))
                .containsExactly("2");
    }

    @Test
    void whatOthersBuiltOnATableKeepsIt() {
        sql(dsn, REDACTED, "CREATE VIEW public.mine AS SELECT run_id FROM earlier.workflow_runs");

        refused("depends on earlier.workflow_runs", true);
        assertThat(earlier.find()).hasSize(2);
    }

    private void refused(String why, boolean lossy) {
        assertThatThrownBy(() -> earlier.drop(lossy))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Conflict.class))
                .hasMessageContaining(why);
        assertThat(earlier.find()).hasSize(2);
    }

    private void gone() {
        assertThat(sql(dsn, "SELECT to_regnamespace('earlier') IS NULL")).containsExactly("t");
        assertThat(earlier.find()).isEqualTo(List.of());
        assertThat(earlier.drop(false)).isEmpty();
    }
}
