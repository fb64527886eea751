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
    private static final String TOUCHING = "WHERE tenant_id = $1 AND derived_from = $2"
            + " AND (resolved_at IS NULL OR resolved_at >= $3) ORDER BY opened_at";
    private static final String MARK = "UPDATE incidents SET derived_from = $1 WHERE tenant_id = $2 AND id = $3";
    private static final String DELETE = "DELETE FROM incidents WHERE tenant_id = $1 AND id = $2";

    private final IncidentStore incidents = new IncidentStore();

    /** Those of a subject that were open at a time or later; nobody else changes them if they are to be written. */
    public Future<List<Incident>> touching(
            Session session, TenantId tenant, String subject, Instant time, boolean toWrite) {
        return session.query(
                IncidentStore.SELECT + TOUCHING + (toWrite ? session.forUpdate() : ""),
                IncidentStore::incident,
                tenant.value(),
                subject,
                time);
    }

    /** Stores incidents that are not there. */
    public Future<Integer> insert(Session session, TenantId tenant, String subject, Collection<Incident> derived) {
        List<@Nullable Object[]> rows = new ArrayList<>(derived.size());
        derived.forEach(one -> rows.add(new @Nullable Object[] {subject, tenant.value(), one.id()}));
        return incidents.insert(session, tenant, derived).compose(done -> session.updateEach(MARK, rows));
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
