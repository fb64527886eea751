package io.neuralops.sql.store;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.neuralops.sql.Tenant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The list of tenants. It is the platform's: only its sessions see it. */
public final class TenantStore {
    private static final String SELECT = "SELECT id, name, created_at FROM tenants WHERE id NOT IN ('" + Canaries.A
            + "', '" + Canaries.B + "') AND state = $1";

    /** Tenants in the order of their ids, from the one after {@code after}; an empty text for the first. */
    public Future<List<Tenant>> page(Session session, String after, int limit) {
        return session.query(SELECT + " AND id > $2 ORDER BY id LIMIT $3", TenantStore::tenant, "active", after, limit);
    }

    /** One tenant. */
    public Future<Optional<Tenant>> find(Session session, TenantId id) {
        return session.queryOne(SELECT + " AND id = $2", TenantStore::tenant, "active", id.value());
    }

    private static Tenant tenant(Row row) {
        return new Tenant(new TenantId(row.text(0)), row.text(1), row.instant(2));
    }
}
