package io.neuralops.sql.store;

import io.neuralops.models.incident.Incident;
import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The incidents of a tenant. */
public final class IncidentStore {
    private static final List<String> COLUMNS = List.of(
            "tenant_id", "id", "service", "workflow", "source", "severity", "opened_at", "resolved_at", "labels");
    private static final List<String> INSERTED =
            Stream.concat(COLUMNS.stream(), Stream.of("derived_from")).toList();
    static final String SELECT = "SELECT " + String.join(", ", COLUMNS) + ", position FROM incidents ";
    private static final int POSITION = COLUMNS.size();
    private static final String UPDATE = """
            UPDATE incidents SET service = $1, workflow = $2, source = $3, severity = $4, opened_at = $5, resolved_at = $6,
                labels = $7
            WHERE tenant_id = $8 AND id = $9""";

    /** An incident with its place in the order of time. */
    public record Stored(Incident incident, long position) {
        /** After which the next page goes on. */
        public TimePaging.Place place() {
            return new TimePaging.Place(incident.openedAt(), position);
        }
    }

    /** Those of some incidents that are there, by their ids. Nobody else changes them before the transaction ends. */
    public Future<Map<String, Incident>> find(Session session, TenantId tenant, Collection<String> ids) {
        String one = SELECT + "WHERE tenant_id = $1 AND id = $2" + session.forUpdate();
        List<@Nullable Object[]> keys = new ArrayList<>();
        // In one order for everybody, so that no two wait for each other.
        new TreeSet<>(ids).forEach(id -> keys.add(new @Nullable Object[] {tenant.value(), id}));
        return session.queryEach(one, IncidentStore::incident, keys).map(found -> {
            Map<String, Incident> byId = new TreeMap<>();
            found.forEach(rows -> rows.forEach(incident -> byId.put(incident.id(), incident)));
            return byId;
        });
    }

    /** Stores incidents that are not there. */
    public Future<Void> insert(Session session, TenantId tenant, Collection<Incident> incidents) {
        return insert(session, tenant, incidents, null);
    }

    /** The same of those that follow from something. */
    Future<Void> insert(
            Session session, TenantId tenant, Collection<Incident> incidents, @Nullable String derivedFrom) {
        List<@Nullable Object[]> rows = new ArrayList<>(incidents.size());
        for (Incident one : incidents) {
            rows.add(new @Nullable Object[] {
                tenant.value(),
                one.id(),
                one.service(),
                one.workflow(),
                one.source(),
                one.severity().label(),
                one.openedAt(),
                one.resolvedAt(),
                JsonMaps.ofTexts(one.labels()),
                derivedFrom
            });
        }
        return session.insertAll("incidents", INSERTED, rows);
    }

    /** Stores what incidents that are there have become; how many were. */
    public Future<Integer> update(Session session, TenantId tenant, Collection<Incident> incidents) {
        List<@Nullable Object[]> rows = new ArrayList<>(incidents.size());
        for (Incident one : incidents) {
            rows.add(new @Nullable Object[] {
                one.service(),
                one.workflow(),
                one.source(),
                one.severity().label(),
                one.openedAt(),
                one.resolvedAt(),
                JsonMaps.ofTexts(one.labels()),
                tenant.value(),
                one.id()
            });
        }
        return session.updateEach(UPDATE, rows);
    }

    /** Incidents, those that were opened last first. */
    public Future<List<Stored>> page(Session session, TenantId tenant, IncidentFilter filter, TimePaging paging) {
        IncidentSeverity severity = filter.severity();
        return new Clauses(SELECT, "tenant_id", tenant.value())
                .equal("service", filter.service())
                .equal("workflow", filter.workflow())
                .equal("severity", severity == null ? null : severity.label())
                .atLeast("opened_at", filter.from())
                .atMost("opened_at", filter.to())
                .isNull("resolved_at", filter.open())
                .page(session, "opened_at", paging, row -> new Stored(incident(row), row.bigint(POSITION)));
    }

    static Incident incident(Row row) {
        return new Incident(
                row.text(1),
                row.textOrNull(2),
                row.textOrNull(3),
                row.text(4),
                IncidentSeverity.named(row.text(5)),
                row.instant(6),
                row.instantOrNull(7),
                JsonMaps.texts(row.text(8)));
    }
}
