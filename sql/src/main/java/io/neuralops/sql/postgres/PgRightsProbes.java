package io.neuralops.sql.postgres;

import io.neuralops.sql.isolation.Observation;
import io.neuralops.sql.isolation.Probe;
import java.util.List;

/** What is tried on rights, on the shape of tables, on what lies beside them, and on the connection. */
final class PgRightsProbes {
    private static final String DDL = "ddl";
    private static final String ROLE = "role";
    private static final String CATALOGUE = "catalogue";
    private static final String SERVER = "server";
    private static final String SQL = "sql";
    private static final String OWNER = "(SELECT r.rolname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
            + " WHERE c.oid = 'public.workflow_runs'::regclass)";
    /** Of the releases that mended CVE-2025-8713: statistics that told of rows behind a policy. */
    private static final String MENDED = "SELECT current_setting('server_version'),"
            + " current_setting('server_version_num')::integer >= CASE current_setting('server_version_num')::integer / 10000"
            + " WHEN 15 THEN 150014 WHEN 16 THEN 160010 WHEN 17 THEN 170006 ELSE 180000 END";

    private final PgAttacks attacks;

    PgRightsProbes(PgProbing probing) {
        this.attacks = new PgAttacks(probing);
    }

    List<Probe> probes() {
        return List.of(
                attacks.refused("role.owner", ROLE, "SELECT set_config('role', " + OWNER + ", true)"),
                attacks.refused(
                        "role.session", ROLE, "SELECT set_config('session_authorization', " + OWNER + ", true)"),
                attacks.refused("role.bypass", ROLE, "ALTER ROLE CURRENT_USER BYPASSRLS"),
                attacks.refused(
                        "role.row_security_off",
                        ROLE,
                        "SET LOCAL row_security = off",
                        "SELECT count(*) FROM workflow_runs"),
                attacks.refused("ddl.disable", DDL, "ALTER TABLE workflow_runs DISABLE ROW LEVEL SECURITY"),
                attacks.refused(
                        "ddl.disable_on_partition",
                        DDL,
                        "ALTER TABLE tenant_canary_b.workflow_runs DISABLE ROW LEVEL SECURITY"),
                attacks.refused("ddl.no_force", DDL, "ALTER TABLE workflow_runs NO FORCE ROW LEVEL SECURITY"),
                attacks.refused("ddl.create_policy", DDL, "CREATE POLICY everything ON workflow_runs USING (true)"),
                attacks.refused("ddl.drop_policy", DDL, "DROP POLICY reads ON workflow_runs"),
                attacks.refused("ddl.drop_schema", DDL, "DROP SCHEMA tenant_canary_b CASCADE"),
                attacks.refused("ddl.create_table", DDL, "CREATE TABLE tenant_canary_b.mine (x integer)"),
                attacks.refused("ddl.create_view", DDL, "CREATE VIEW public.mine AS SELECT * FROM workflow_runs"),
                attacks.refused("ddl.truncate", DDL, "TRUNCATE workflow_runs"),
                attacks.refused("ddl.lock", DDL, "LOCK TABLE tenant_canary_b.workflow_runs IN ACCESS EXCLUSIVE MODE"),
                attacks.refused("ddl.offboard", DDL, "SELECT public.offboard_tenant('canary_b')"),
                attacks.refused("ddl.act_as_tenant", DDL, "SELECT public.act_as_tenant('canary_b')"),
                attacks.refused("ddl.grant", DDL, "GRANT SELECT ON tenant_canary_b.workflow_runs TO CURRENT_USER"),
                attacks.refused("server.pg_authid", SERVER, "SELECT count(*) FROM pg_authid"),
                attacks.refused("server.pg_statistic", SERVER, "SELECT count(*) FROM pg_statistic"),
                attacks.refused("server.copy_to_file", SERVER, "COPY workflow_runs TO '/tmp/neuralops-probe'"),
                attacks.refused("server.copy_to_program", SERVER, "COPY workflow_runs TO PROGRAM 'cat'"),
                attacks.refused("server.read_file", SERVER, "SELECT pg_read_file('PG_VERSION')"),
                attacks.gives("catalogue.tenants", CATALOGUE, PgAttacks.A, "canary_a", "SELECT id FROM tenants"),
                attacks.refused(
                        "catalogue.rename_tenant", CATALOGUE, "UPDATE tenants SET name = 'x' WHERE id = 'canary_b'"),
                attacks.changesNothing(
                        "catalogue.retention_of_another",
                        CATALOGUE,
                        PgAttacks.A,
                        "UPDATE tenants SET predictions_days = 1 WHERE id = 'canary_b'"),
                attacks.changesNothing(
                        "catalogue.sharing_of_another",
                        CATALOGUE,
                        PgAttacks.A,
                        "UPDATE tenants SET share_history = true WHERE id = 'canary_b'"),
                attacks.givesNothing(
                        "catalogue.statistics",
                        CATALOGUE,
                        PgAttacks.A,
                        "SELECT schemaname, tablename, attname FROM pg_stats WHERE schemaname LIKE 'tenant\\_%'"
                                + " OR (schemaname = 'public' AND tablename IN (SELECT relname FROM pg_class"
                                + " WHERE relkind = 'p')) LIMIT 1"),
                attacks.probe(
                        "server.statistics_leak_mended",
                        SERVER,
                        "a release in which CVE-2025-8713 is mended",
                        reply -> Observation.of(
                                reply.rows().size() == 1
                                        && reply.rows().getFirst().endsWith("|true"),
                                "mended: " + String.join("", reply.rows())),
                        PgAttacks.A,
                        MENDED),
                attacks.gives(
                        "sql.exists",
                        SQL,
                        PgAttacks.A,
                        "false",
                        "SELECT EXISTS (SELECT FROM predictions WHERE tenant_id = 'canary_b')"),
                attacks.gives("sql.aggregate", SQL, PgAttacks.A, "canary_a", "SELECT max(tenant_id) FROM predictions"),
                attacks.gives(
                        "sql.join",
                        SQL,
                        PgAttacks.A,
                        "0",
                        "SELECT count(*) FROM workflow_runs r LEFT JOIN predictions p USING (run_id)"
                                + " WHERE r.tenant_id <> 'canary_a' OR p.tenant_id <> 'canary_a'"),
                attacks.gives(
                        "sql.temporary_view",
                        SQL,
                        PgAttacks.A,
                        "0",
                        "CREATE TEMPORARY VIEW mine AS SELECT * FROM public.workflow_runs",
                        "SELECT count(*) FROM mine WHERE tenant_id = 'canary_b'"),
                attacks.gives(
                        "sql.predictions_of_runs",
                        "view",
                        PgAttacks.A,
                        "0",
                        "SELECT count(*) FROM predictions_of_runs WHERE tenant_id <> 'canary_a'"),
                attacks.gives(
                        "sql.next_run_position",
                        "view",
                        PgAttacks.A,
                        "position",
                        "SELECT string_agg(attname, ',') FROM pg_attribute"
                                + " WHERE attrelid = 'public.next_run_position'::regclass AND attnum > 0",
                        "SELECT CASE WHEN position > 0 THEN 'position' END FROM next_run_position"),
                // Division fails aloud: it would tell of a row that it saw before the policy hid it.
                attacks.gives(
                        "sql.leaky_operator",
                        SQL,
                        PgAttacks.A,
                        "true",
                        "SELECT count(*) > 0 FROM workflow_runs"
                                + " WHERE 1 / (CASE WHEN tenant_id = 'canary_a' THEN 1 ELSE 0 END) = 1"),
                attacks.givesNothing(
                        "sql.row_lock",
                        SQL,
                        PgAttacks.A,
                        "SELECT run_id FROM workflow_runs WHERE tenant_id = 'canary_b' FOR UPDATE"),
                taken("workflow_runs", "run_id", "canary_b_2"),
                taken("insight_signals", "id", "canary_b"),
                taken("model_versions", "version", "canary_b"),
                taken("idempotency_keys", "key", "canary_b"),
                taken("jobs", "id", "canary_b"),
                attacks.emptyAfter("connection.after_rollback", "SELECT 1", "0", "SELECT count(*) FROM workflow_runs"),
                attacks.emptyAfter(
                        "connection.after_failure", "SELECT 1 / 0", "0", "SELECT count(*) FROM workflow_runs"),
                attacks.emptyAfter(
                        "connection.settings",
                        "SELECT 1",
                        "none|none|none",
                        "SELECT coalesce(nullif(current_setting('app.tenant_id', true), ''), 'none'),"
                                + " coalesce(nullif(current_setting('app.role', true), ''), 'none'),"
                                + " coalesce(nullif(current_setting('app.writes', true), ''), 'none')"));
    }

    /** A key that exists at B is free at A; that it isn't would tell that it exists. */
    private Probe taken(String table, String key, String value) {
        return attacks.changesOne(
                table + ".key_of_another",
                "side channel",
                "CREATE TEMPORARY TABLE mine ON COMMIT DROP AS SELECT * FROM public." + table
                        + " WHERE tenant_id = 'canary_a' LIMIT 1",
                "UPDATE mine SET " + key + " = '" + value + "', position = nextval('public." + table + "_position')",
                switch (table) {
                    case "model_versions" -> "UPDATE mine SET active = false";
                    case "jobs" -> "UPDATE mine SET kind = 'another'";
                    default -> "SELECT 1";
                },
                "INSERT INTO public." + table + " SELECT * FROM mine");
    }
}
