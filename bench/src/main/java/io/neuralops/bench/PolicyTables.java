package io.neuralops.bench;

import java.sql.SQLException;

/** Predictions of sixteen tenants twice, in a table with the policies of tenants' tables and in one without. */
final class PolicyTables {
    /** Owns nothing, as the service's. */
    static final String LOGIN = "measured";

    static final String BARE = "bare";
    static final String GUARDED = "guarded";
    static final String TENANT = "t0";

    private static final String ROWS = " (tenant_id, id, run_id, attempt, model_version,"
            + " probability, basis, recommendation, features, created_at)"
            + " SELECT 't' || i % 16, gen_random_uuid(), 'run-' || i, 1, 'v1', 0.5, 'model',"
            + " '{\"summary\":\"' || repeat('why it may fail ', 36) || '\"}', decode(repeat('00', 64), 'hex'), now()"
            + " FROM generate_series(1, 40000) i";

    private PolicyTables() {}

    static void make(PostgresProcess server, String database) throws SQLException {
        server.execute(database, "CREATE ROLE " + LOGIN + " LOGIN");
        for (String table : new String[] {BARE, GUARDED}) {
            server.execute(
                    database,
                    "CREATE TABLE %s (LIKE predictions INCLUDING ALL) PARTITION BY LIST (tenant_id)".formatted(table));
            for (int i = 0; i < 16; i++) {
                server.execute(
                        database,
                        "CREATE TABLE %1$s_%2$s PARTITION OF %1$s FOR VALUES IN ('t%2$s')".formatted(table, i));
            }
            server.execute(database, "INSERT INTO " + table + ROWS);
            server.execute(database, "GRANT SELECT, INSERT ON " + table + " TO " + LOGIN);
        }
        server.execute(database, "GRANT USAGE ON SEQUENCE predictions_position TO " + LOGIN);
        server.execute(database, "SELECT protect_tenant_rows('" + GUARDED + "')");
        server.tidy(database);
    }
}
