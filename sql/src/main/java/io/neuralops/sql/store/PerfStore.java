package io.neuralops.sql.store;

import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PackedHistogram;
import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.perf.Verdict;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the endpoints of a tenant did. A window is a fact: it is stored once and never changed. */
public final class PerfStore {
    private static final String TIME = "\"timestamp\"";
    private static final String COLUMNS = "id, run_id, service, endpoint, started_at, \"timestamp\", requests, errors,"
            + " p50_ms, p95_ms, p99_ms, p999_ms, max_ms, throughput, verdict, source, histogram";
    private static final String INSERT = "INSERT INTO perf_metrics (tenant_id, " + COLUMNS
            + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"
            + " ON CONFLICT (tenant_id, id) DO NOTHING RETURNING id";
    private static final String SELECT = "SELECT " + COLUMNS + ", position FROM perf_metrics ";
    private static final String FIND = SELECT + "WHERE tenant_id = $1 AND id = $2";
    private static final int POSITION = 17;

    /** A window with its place in the order of time. */
    public record Stored(PerfWindow window, long position) {
        /** After which the next page goes on. */
        public TimePaging.Place place() {
            return new TimePaging.Place(window.to(), position);
        }
    }

    /** Stores the windows that are new and says which those were, in their order. */
    public Future<List<PerfWindow>> insert(Session session, TenantId tenant, List<PerfWindow> windows) {
        List<@Nullable Object[]> rows = new ArrayList<>(windows.size());
        windows.forEach(window -> rows.add(row(tenant, window)));
        return session.queryEach(INSERT, row -> row.uuid(0), rows).map(inserted -> {
            List<PerfWindow> fresh = new ArrayList<>();
            for (int i = 0; i < windows.size(); i++) {
                if (!inserted.get(i).isEmpty()) {
                    fresh.add(windows.get(i));
                }
            }
            return fresh;
        });
    }

    public Future<Optional<PerfWindow>> find(Session session, TenantId tenant, UUID id) {
        return session.queryOne(FIND, PerfStore::window, tenant.value(), id);
    }

    /** Windows, those that ended last first. */
    public Future<List<Stored>> page(Session session, TenantId tenant, PerfFilter filter, TimePaging paging) {
        return new Clauses(SELECT, "tenant_id", tenant.value())
                .equal("service", filter.service())
                .equal("endpoint", filter.endpoint())
                .atLeast(TIME, filter.from())
                .atMost(TIME, filter.to())
                .page(session, TIME, paging, row -> new Stored(window(row), row.bigint(POSITION)));
    }

    private static @Nullable Object[] row(TenantId tenant, PerfWindow w) {
        Latencies latencies = w.latencies();
        return new @Nullable Object[] {
            tenant.value(),
            w.id(),
            w.run(),
            w.service(),
            w.endpoint(),
            w.from(),
            w.to(),
            w.requests(),
            w.errors(),
            latencies.p50Ms(),
            latencies.p95Ms(),
            latencies.p99Ms(),
            latencies.p999Ms(),
            latencies.maxMs(),
            w.throughput(),
            w.verdict() == null ? null : w.verdict().name(),
            w.source().label(),
            w.histogram() == null ? null : w.histogram().bytes()
        };
    }

    private static PerfWindow window(Row row) {
        String verdict = row.textOrNull(14);
        byte[] histogram = row.bytesOrNull(16);
        return new PerfWindow(
                row.uuid(0),
                row.text(1),
                row.text(2),
                row.text(3),
                row.instant(4),
                row.instant(5),
                row.bigint(6),
                row.bigint(7),
                new Latencies(
                        row.realOrNull(8),
                        row.realOrNull(9),
                        row.realOrNull(10),
                        row.realOrNull(11),
                        row.realOrNull(12)),
                row.real(13),
                verdict == null ? null : Verdict.valueOf(verdict),
                PerfSource.named(row.text(15)),
                histogram == null ? null : new PackedHistogram(histogram));
    }
}
