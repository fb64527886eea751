package io.neuralops.sql.store;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Which tenants share their history, in the list of tenants. It is the platform's: only its sessions see it. */
public final class SharingStore {
    private static final String ALL = "SELECT id FROM tenants WHERE share_history = $1 AND state = $2 AND id NOT IN ('"
            + Canaries.A + "', '" + Canaries.B + "')";

    /** Those that do, in the order of their ids. */
    public Future<List<TenantId>> all(Session session) {
        return session.query(ALL, row -> new TenantId(row.text(0)), true, "active")
                .map(tenants -> tenants.stream().sorted().toList());
    }

    /** Whether a tenant does; empty if there is no such tenant. */
    public Future<Optional<Boolean>> of(Session session, TenantId tenant) {
        return session.queryOne(
                "SELECT share_history FROM tenants WHERE id = $1 AND state = $2",
                row -> row.bool(0),
                tenant.value(),
                "active");
    }

    /** Settles whether a tenant does; false if there is no such tenant. */
    public Future<Boolean> settle(Session session, TenantId tenant, boolean share) {
        return session.update(
                        "UPDATE tenants SET share_history = $1 WHERE id = $2 AND state = $3",
                        share,
                        tenant.value(),
                        "active")
                .map(rows -> rows == 1);
    }
}
