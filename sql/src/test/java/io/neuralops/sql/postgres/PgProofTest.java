package io.neuralops.sql.postgres;

import static io.neuralops.sql.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.isolation.Observation;
import io.neuralops.sql.isolation.Proving;
import io.neuralops.sql.store.CanaryStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The attacks fail; and where isolation is broken on purpose they say so, so that their failing means something. */
class PgProofTest extends PgTests {
    private static final String LOGIN = PgServer.shared().login();
    private static final String B_RUNS = "tenant_canary_b.workflow_runs";

    @BeforeEach
    void plant() {
        Proving.plant(database);
    }

    @Test
    void noAttackSucceeds() {
        Map<String, Observation> seen = Proving.all(database);

        assertThat(seen).hasSizeGreaterThanOrEqualTo(30);
        assertThat(seen)
                .allSatisfy((name, observation) -> assertThat(observation.held())
                        .as(name + ": " + observation.text())
                        .isTrue());
        assertThat(await(database.isolation().gaps())).isEmpty();
        assertThat(await(database.isolation().engine()).kind()).isEqualTo("postgresql");
    }

    /** Attacks are rolled back, and so may be repeated; the canaries are nobody's. */
    @Test
    void attacksLeaveNothingBehind() {
        String count = "SELECT string_agg(n, ',') FROM (SELECT relname || xpath('/row/c/text()', query_to_xml("
                + "format('SELECT count(*) AS c FROM %s', oid::regclass), false, true, ''))::text AS n FROM pg_class"
                + " WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace ORDER BY 1) x";
        List<String> before = asOwner(count);
        Proving.all(database);

        assertThat(asOwner(count)).isEqualTo(before);
        assertThat(asOwner("SELECT count(*) FROM pg_class WHERE relname = 'mine'"))
                .containsExactly("0");
        assertThat(database.tenants()).containsExactly(ACME, GLOBEX);
        Proving.plant(database);
        assertThat(asOwner(count)).isEqualTo(before);
        CanaryStore.Sight sight = await(
                database.read(Principal.service(Canaries.A), session -> new CanaryStore().look(session, Canaries.A)));
        assertThat(sight).isEqualTo(new CanaryStore.Sight(Set.of(), Set.of()));
    }

    /** How isolation is broken, how that is mended, and which probes have to notice. */
    static Stream<Arguments> sabotages() {
        return Stream.of(
                sabotage(
                        "ALTER TABLE predictions DISABLE ROW LEVEL SECURITY",
                        "ALTER TABLE predictions ENABLE ROW LEVEL SECURITY",
                        "predictions.predicate_left_out",
                        "predictions.predicate_of_another",
                        "predictions.no_tenant",
                        "predictions.insert_as_another",
                        "predictions.update_of_another",
                        "predictions.delete_of_another",
                        "predictions.move_to_another",
                        "predictions.viewer_inserts",
                        "predictions.viewer_deletes",
                        "sql.exists",
                        "sql.aggregate"),
                sabotage(
                        "CREATE POLICY everything ON workflow_runs USING (true)",
                        "DROP POLICY everything ON workflow_runs",
                        "workflow_runs.predicate_left_out",
                        "workflow_runs.delete_of_another",
                        "workflow_runs.move_to_another",
                        "sql.leaky_operator",
                        "sql.join",
                        "sql.temporary_view",
                        "sql.row_lock",
                        "connection.after_rollback",
                        "connection.after_failure"),
                sabotage(
                        "DROP POLICY reads ON insight_signals",
                        "CREATE POLICY reads ON insight_signals FOR SELECT USING"
                                + " (tenant_id = current_setting('app.tenant_id', true))",
                        "insight_signals.control",
                        "insight_signals.predicate_left_out"),
                sabotage(
                        "GRANT USAGE ON SCHEMA tenant_canary_b TO " + LOGIN
                                + "; GRANT ALL ON tenant_canary_b.workflow_runs TO " + LOGIN,
                        "REVOKE ALL ON tenant_canary_b.workflow_runs FROM " + LOGIN
                                + "; REVOKE ALL ON SCHEMA tenant_canary_b FROM " + LOGIN,
                        "workflow_runs.partition",
                        "ddl.lock"),
                sabotage(
                        "GRANT CREATE, USAGE ON SCHEMA tenant_canary_b TO " + LOGIN
                                + "; GRANT CREATE ON SCHEMA public TO " + LOGIN,
                        "REVOKE ALL ON SCHEMA tenant_canary_b FROM " + LOGIN + "; REVOKE CREATE ON SCHEMA public FROM "
                                + LOGIN,
                        "ddl.create_table",
                        "ddl.create_view"),
                sabotage(
                        "GRANT TRUNCATE ON workflow_runs TO " + LOGIN
                                + "; GRANT EXECUTE ON FUNCTION act_as_tenant(text) TO " + LOGIN,
                        "REVOKE TRUNCATE ON workflow_runs FROM " + LOGIN
                                + "; REVOKE EXECUTE ON FUNCTION act_as_tenant(text) FROM " + LOGIN,
                        "ddl.truncate",
                        "ddl.act_as_tenant"),
                sabotage(
                        "ALTER TABLE workflow_runs OWNER TO " + LOGIN + "; ALTER TABLE " + B_RUNS + " OWNER TO " + LOGIN
                                + "; GRANT USAGE ON SCHEMA tenant_canary_b TO " + LOGIN,
                        "ALTER TABLE workflow_runs OWNER TO CURRENT_USER; ALTER TABLE " + B_RUNS
                                + " OWNER TO CURRENT_USER" + "; REVOKE ALL ON SCHEMA tenant_canary_b FROM " + LOGIN
                                + "; GRANT SELECT, INSERT, UPDATE, DELETE ON workflow_runs TO " + LOGIN,
                        "role.owner",
                        "role.session",
                        "ddl.disable",
                        "ddl.disable_on_partition",
                        "ddl.no_force",
                        "ddl.create_policy",
                        "ddl.drop_policy",
                        "ddl.grant",
                        "workflow_runs.partition"),
                sabotage(
                        "ALTER SCHEMA tenant_canary_b OWNER TO " + LOGIN,
                        "ALTER SCHEMA tenant_canary_b OWNER TO CURRENT_USER",
                        "ddl.drop_schema"),
                sabotage(
                        "ALTER ROLE " + LOGIN + " BYPASSRLS",
                        "ALTER ROLE " + LOGIN + " NOBYPASSRLS",
                        "role.row_security_off",
                        "workflow_runs.predicate_left_out",
                        "catalogue.tenants",
                        "insight_signals.no_tenant"),
                sabotage(
                        "GRANT pg_read_all_data, pg_read_server_files, pg_write_server_files,"
                                + " pg_execute_server_program TO " + LOGIN
                                + "; GRANT EXECUTE ON FUNCTION pg_read_file(text) TO " + LOGIN,
                        "REVOKE pg_read_all_data, pg_read_server_files, pg_write_server_files,"
                                + " pg_execute_server_program FROM " + LOGIN
                                + "; REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM " + LOGIN,
                        "server.pg_authid",
                        "server.pg_statistic",
                        "server.read_file",
                        "predictions.partition"),
                sabotage(
                        "CREATE UNIQUE INDEX one_for_all ON tenant_canary_a.insight_signals ((1))",
                        "DROP INDEX tenant_canary_a.one_for_all",
                        "insight_signals.key_of_another"),
                sabotage(
                        "ALTER DATABASE \"%s\" SET app.tenant_id = 'canary_b'; ALTER DATABASE \"%s\" SET app.role = 'admin'",
                        "ALTER DATABASE \"%s\" RESET ALL", "workflow_runs.no_tenant", "connection.settings"),
                sabotage(
                        "ALTER TABLE predictions DISABLE ROW LEVEL SECURITY; ANALYZE predictions",
                        "ALTER TABLE predictions ENABLE ROW LEVEL SECURITY",
                        "catalogue.statistics"),
                sabotage(
                        "GRANT UPDATE ON tenants TO " + LOGIN,
                        // What is taken back on the table is taken back on its columns too.
                        "REVOKE UPDATE ON tenants FROM " + LOGIN + "; SELECT settle_retention('" + LOGIN
                                + "'); SELECT settle_sharing('" + LOGIN + "')",
                        "catalogue.rename_tenant"),
                sabotage(
                        "CREATE POLICY more ON tenants USING (true)",
                        "DROP POLICY more ON tenants",
                        "catalogue.tenants",
                        "catalogue.retention_of_another",
                        "catalogue.sharing_of_another"));
    }

    @ParameterizedTest
    @MethodSource("sabotages")
    void whatIsBrokenIsNoticed(String breaks, String mends, List<String> noticing) {
        change(breaks);
        try {
            assertThat(Proving.broken(database)).containsAll(noticing);
        } finally {
            change(mends);
        }
        assertThat(Proving.broken(database)).isEmpty();
    }

    private void change(String sql) {
        asOwner(sql.replace("%s", dsn.database()));
        if (sql.startsWith("ALTER DATABASE")) {
            close(); // only new connections have the database's settings
            database = open();
        }
    }

    private static Arguments sabotage(String breaks, String mends, String... noticing) {
        return Arguments.of(breaks, mends, List.of(noticing));
    }
}
