package io.neuralops.sql.store;

import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The signals of a tenant. A signal is a fact: it is stored once and never changed. */
public final class SignalStore {
    private static final List<String> COLUMNS = List.of(
            "tenant_id",
            "id",
            "run_id",
            "service",
            "kind",
            "name",
            "value",
            "severity",
            "state",
            "observed_at",
            "known_at",
            "labels");
    private static final String SELECT = "SELECT " + String.join(", ", COLUMNS) + " FROM insight_signals ";
    private static final String KNOWN_IDS = "SELECT id FROM insight_signals WHERE tenant_id = $1 AND id = $2";

    /** Stores the signals whose ids are new and says which those were. */
    public Future<List<Signal>> record(Session session, TenantId tenant, List<Signal> signals) {
        Map<String, Signal> byId = new LinkedHashMap<>();
        signals.forEach(signal -> byId.putIfAbsent(signal.id(), signal));
        List<@Nullable Object[]> ids = new ArrayList<>(byId.size());
        byId.keySet().forEach(id -> ids.add(new @Nullable Object[] {tenant.value(), id}));
        return session.queryEach(KNOWN_IDS, row -> row.text(0), ids).compose(known -> {
            Set<String> knownIds = new HashSet<>();
            known.forEach(knownIds::addAll);
            List<Signal> fresh = byId.values().stream()
                    .filter(signal -> !knownIds.contains(signal.id()))
                    .toList();
            List<@Nullable Object[]> rows = new ArrayList<>(fresh.size());
            fresh.forEach(signal -> rows.add(row(tenant, signal)));
            return session.insertAll("insight_signals", COLUMNS, rows).map(fresh);
        });
    }

    /** Hands over the signals that began or ended something, in the order in which they became known. */
    public Future<Long> forEachChange(Session session, TenantId tenant, Consumer<Signal> each) {
        return session.stream(
                SELECT + "WHERE tenant_id = $1 AND state IN ('firing', 'resolved') ORDER BY known_at, position",
                row -> each.accept(signal(row)),
                tenant.value());
    }

    private static @Nullable Object[] row(TenantId tenant, Signal signal) {
        return new @Nullable Object[] {
            tenant.value(),
            signal.id(),
            signal.runId(),
            signal.service(),
            signal.kind(),
            signal.name(),
            signal.value(),
            signal.severity().label(),
            signal.state().label(),
            signal.observedAt(),
            signal.knownAt(),
            JsonMaps.ofTexts(signal.labels())
        };
    }

    private static Signal signal(Row row) {
        return new Signal(
                row.text(1),
                row.textOrNull(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.realOrNull(6),
                Severity.valueOf(row.text(7).toUpperCase(Locale.ROOT)),
                SignalState.valueOf(row.text(8).toUpperCase(Locale.ROOT)),
                row.instant(9),
                row.instant(10),
                JsonMaps.texts(row.text(11)));
    }
}
