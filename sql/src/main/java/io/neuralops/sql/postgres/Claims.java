package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.vertx.sqlclient.Tuple;

/** What row-level security goes by: set for a transaction, and gone with it. */
record Claims(TenantId tenant, Role role) {
    /** Sets until the transaction ends what may be read and what may be written: nothing, for a role that there isn't. */
    static final String SET = "SELECT set_config('app.tenant_id',"
            + " CASE WHEN $2 IN ('viewer', 'operator', 'admin') THEN $1 ELSE '' END, true),"
            + " set_config('app.role', $2, true),"
            + " set_config('app.writes', CASE WHEN $2 IN ('operator', 'admin') THEN $1 ELSE '' END, true)";

    static Claims of(Principal principal) {
        return new Claims(principal.tenant(), principal.role());
    }

    Tuple tuple() {
        return Tuple.of(tenant.value(), role.label());
    }
}
