package io.neuralops.sql.store;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Retention;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.neuralops.sql.Tenant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The list of tenants. It is the platform's: only its sessions see it. */
public final class TenantStore {
    private static final String SELECT = "SELECT id, name, created_at, predictions_days,"
            + " perf_metrics_days FROM tenants WHERE id NOT IN ('" + Canaries.A
            + "', '" + Canaries.B + "') AND state = $1";

    /** Tenants in the order of their ids, from the one after {@code after}; an empty text for the first. */
    public Future<List<Tenant>> page(Session session, String after, int limit) {
        return session.query(SELECT + " AND id > $2 ORDER BY id LIMIT $3", TenantStore::tenant, "active", after, limit);
    }

    /** One tenant. */
    public Future<Optional<Tenant>> find(Session session, TenantId id) {
        return session.queryOne(SELECT + " AND id = $2", TenantStore::tenant, "active", id.value());
    }

    /** Whether there was a tenant of this name that went. */
    public Future<Boolean> wasThere(Session session, TenantId id) {
        return session.queryOne(SELECT + " AND id = $2", TenantStore::tenant, "offboarded", id.value())
                .map(Optional::isPresent);
    }

    /** The tenants for which something else is settled than for the installation. */
    public Future<Map<TenantId, Retention>> retentions(Session session) {
        return session.query(
                        SELECT + " AND (predictions_days IS NOT NULL OR perf_metrics_days IS NOT NULL)",
                        TenantStore::tenant,
                        "active")
                .map(tenants -> tenants.stream().collect(Collectors.toMap(Tenant::id, Tenant::retention)));
    }

    /** Settles for how long a tenant's rows are kept; false if there is no such tenant. */
    public Future<Boolean> settle(Session session, TenantId id, Retention retention) {
        return session.update(
                        "UPDATE tenants SET predictions_days = $1, perf_metrics_days = $2 WHERE id = $3 AND state = $4",
                        retention.predictionsDays(),
                        retention.perfMetricsDays(),
                        id.value(),
                        "active")
                .map(rows -> rows == 1);
    }

    private static Tenant tenant(Row row) {
        return new Tenant(
                new TenantId(row.text(0)), row.text(1), row.instant(2), new Retention(days(row, 3), days(row, 4)));
    }

    private static @Nullable Integer days(Row row, int column) {
        Long days = row.bigintOrNull(column);
        return days == null ? null : Math.toIntExact(days);
    }
}
