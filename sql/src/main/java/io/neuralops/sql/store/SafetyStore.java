package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.List;

/** What tenants approved beforehand, in the list of tenants. It is the platform's: only its sessions see it. */
public final class SafetyStore {
    /** The names of the actions that need no person; none of a tenant that isn't there. */
    public Future<List<String>> preApproved(Session session, TenantId tenant) {
        return session.queryOne(
                        "SELECT pre_approved FROM tenants WHERE id = $1 AND state = $2",
                        row -> names(row.textOrNull(0) == null ? "" : row.text(0)),
                        tenant.value(),
                        "active")
                .map(found -> found.orElse(List.of()));
    }

    /** Settles them; false if there is no such tenant. */
    public Future<Boolean> approve(Session session, TenantId tenant, List<String> names) {
        return session.update(
                        "UPDATE tenants SET pre_approved = $1 WHERE id = $2 AND state = $3",
                        String.join(" ", names),
                        tenant.value(),
                        "active")
                .map(rows -> rows == 1);
    }

    private static List<String> names(String stored) {
        return stored.isEmpty() ? List.of() : List.of(stored.split(" ", -1));
    }
}
