package io.neuralops.sql.postgres;

import io.vertx.sqlclient.Tuple;

/** How what comes next in a transaction is planned. Set with the claims, in the same message. */
enum PgPlans {
    /**
     * Anew for each execution, and so for the partitions of its tenant alone. A plan for any tenant would lock the
     * partitions of all of them.
     */
    ANEW("force_custom_plan"),
    /**
     * Once for all tenants. Good for plain inserts only, which lock the parent and the partition that a row goes to, however
     * they are planned.
     */
    KEPT("force_generic_plan");

    /** Sets claims and this until the transaction ends. */
    static final String SET = Claims.SET + ", set_config('plan_cache_mode', $3, true)";

    private final String mode;

    PgPlans(String mode) {
        this.mode = mode;
    }

    Tuple tuple(Claims as) {
        return as.tuple().addString(mode);
    }
}
