package io.neuralops.sql.store;

import io.neuralops.models.incident.Incident;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Incidents that follow from runs and signals. */
public final class DerivedIncidentStore {
    private static final String TOUCHING = "WHERE tenant_id = $1 AND derived_from = $2 AND opened_at >="
            + " COALESCE((SELECT MAX(opened_at) FROM incidents WHERE tenant_id = $1 AND derived_from = $2"
            + " AND opened_at < $3), $3) AND opened_at <= $4 AND (resolved_at IS NULL OR resolved_at >= $3)"
            + " ORDER BY opened_at";
    private static final String DELETE = "DELETE FROM incidents WHERE tenant_id = $1 AND id = $2";

    private final IncidentStore incidents = new IncidentStore();

    /**
     * Those of a subject that were open in a stretch of time: one that was opened before, since one is resolved before the next is opened,
     * and all that were opened in it. Nobody else changes them if they are to be written.
     */
    public Future<List<Incident>> touching(
            Session session, TenantId tenant, String subject, Instant from, Instant to, boolean toWrite) {
        return session.query(
                IncidentStore.SELECT + TOUCHING + (toWrite ? session.forUpdate() : ""),
                IncidentStore::incident,
                tenant.value(),
                subject,
                from,
                to);
    }

    /** Stores incidents that are not there. */
    public Future<Void> insert(Session session, TenantId tenant, String subject, Collection<Incident> derived) {
        return incidents.insert(session, tenant, derived, subject);
    }

    /** Stores what incidents have become. */
    public Future<Integer> update(Session session, TenantId tenant, Collection<Incident> derived) {
        return incidents.update(session, tenant, derived);
    }

    /** Takes incidents away that don't follow any more. */
    public Future<Integer> delete(Session session, TenantId tenant, Collection<Incident> derived) {
        List<@Nullable Object[]> rows = new ArrayList<>(derived.size());
        derived.forEach(one -> rows.add(new @Nullable Object[] {tenant.value(), one.id()}));
        return session.updateEach(DELETE, rows);
    }
}
