package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.vertx.sqlclient.Tuple;

/** What row-level security goes by: set for a transaction, and gone with it. */
record Claims(TenantId tenant, Role role) {
    /** Sets both until the transaction ends. */
    static final String SET = "SELECT set_config('app.tenant_id', $1, true), set_config('app.role', $2, true)";

    static Claims of(Principal principal) {
        return new Claims(principal.tenant(), principal.role());
    }

    Tuple tuple() {
        return Tuple.of(tenant.value(), role.label());
    }
}
