package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the endpoints of a tenant did. */
public final class PerfStore {
    private static final List<String> COLUMNS = List.of(
            "tenant_id",
            "id",
            "service",
            "endpoint",
            "p50_ms",
            "p95_ms",
            "p99_ms",
            "p999_ms",
            "max_ms",
            "throughput",
            "errors",
            "verdict",
            "histogram",
            "timestamp");
    private static final String FIND =
            "SELECT id, service, endpoint, p50_ms, p95_ms, p99_ms, p999_ms, max_ms, throughput,"
                    + " errors, verdict, histogram, \"timestamp\" FROM perf_metrics WHERE tenant_id = $1 AND id = $2";

    public Future<Void> insert(Session session, TenantId tenant, List<PerfRow> windows) {
        List<@Nullable Object[]> rows = new ArrayList<>(windows.size());
        for (PerfRow window : windows) {
            rows.add(row(tenant, window));
        }
        return session.insertAll("perf_metrics", COLUMNS, rows);
    }

    public Future<Optional<PerfRow>> find(Session session, TenantId tenant, UUID id) {
        return session.queryOne(FIND, PerfStore::window, tenant.value(), id);
    }

    private static @Nullable Object[] row(TenantId tenant, PerfRow w) {
        return new @Nullable Object[] {
            tenant.value(),
            w.id(),
            w.service(),
            w.endpoint(),
            w.p50(),
            w.p95(),
            w.p99(),
            w.p999(),
            w.max(),
            w.throughput(),
            w.errors(),
            w.verdict(),
            w.histogram(),
            w.timestamp()
        };
    }

    private static PerfRow window(Row row) {
        return new PerfRow(
                row.uuid(0),
                row.text(1),
                row.text(2),
                row.realOrNull(3),
                row.realOrNull(4),
                row.realOrNull(5),
                row.realOrNull(6),
                row.realOrNull(7),
                row.real(8),
                row.bigint(9),
                row.textOrNull(10),
                row.bytesOrNull(11),
                row.instant(12));
    }
}
