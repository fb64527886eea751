package io.neuralops.bench;

/** A statement as the service sends it, and as the service has it planned. */
enum PolicyStatement {
    LIST_OF_50(
            "force_custom_plan",
            150,
            "SELECT tenant_id, id, run_id, attempt, probability, recommendation, features, created_at, position"
                    + " FROM %s WHERE tenant_id = ? ORDER BY position DESC LIMIT 50"),
    INSERT_OF_ONE(
            "force_generic_plan", 600, insert("VALUES (?, gen_random_uuid(), 'r', 1, 'v1', 0.5, 'b', %s, now())")),
    INSERT_OF_50(
            "force_generic_plan",
            40,
            insert("SELECT ?, i, 'r', 1, 'v1', 0.5, 'b', %s, now()"
                    + " FROM unnest((SELECT array_agg(gen_random_uuid()) FROM generate_series(1, 50))) i"));

    private final String planned;
    private final int times;
    private final String sql;

    PolicyStatement(String planned, int times, String sql) {
        this.planned = planned;
        this.times = times;
        this.sql = sql;
    }

    /** How often in a turn. */
    int times() {
        return times;
    }

    /** For {@code plan_cache_mode}. */
    String planned() {
        return planned;
    }

    /** With the tenant as its only parameter. */
    String on(String table) {
        return sql.formatted(table);
    }

    private static String insert(String rows) {
        return "INSERT INTO %s (tenant_id, id, run_id, attempt, model_version, probability, basis, recommendation,"
                + " created_at) " + rows.formatted("'{\"summary\":\"" + "why it may fail ".repeat(36) + "\"}'");
    }
}
