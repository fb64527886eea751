package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Histograms of a tenant's reports. */
public final class RollupHistogramStore {
    private static final String FIND = "SELECT histogram FROM rollup_histograms"
            + " WHERE tenant_id = $1 AND kind = $2 AND subject = $3 AND grain = $4 AND bucket = $5";
    private static final String PUT =
            "INSERT INTO rollup_histograms (tenant_id, kind, subject, grain, bucket, histogram)"
                    + " VALUES ($1, $2, $3, $4, $5, $6)"
                    + " ON CONFLICT (tenant_id, kind, subject, grain, bucket) DO UPDATE SET histogram = excluded.histogram";
    private static final String OF_SUBJECT = "SELECT subject, histogram FROM rollup_histograms"
            + " WHERE tenant_id = $1 AND kind = $2 AND subject = $3 AND grain = $4 AND bucket >= $5 AND bucket < $6";
    /** From one to the next by the index, however many histograms each has. */
    private static final String SUBJECTS =
            "WITH RECURSIVE known(subject) AS (SELECT MIN(subject) FROM rollup_histograms"
                    + " WHERE tenant_id = $1 AND kind = $2 UNION ALL SELECT (SELECT MIN(h.subject) FROM rollup_histograms h"
                    + " WHERE h.tenant_id = $1 AND h.kind = $2 AND h.subject > known.subject) FROM known"
                    + " WHERE known.subject IS NOT NULL) SELECT subject FROM known WHERE subject IS NOT NULL LIMIT $3";

    /** What was measured. */
    public enum Kind {
        RESTORE,
        LATENCY;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The one that is stored as such. */
        static Kind labelled(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** Which histogram. */
    public record HistogramKey(Kind kind, String subject, Grain grain, Instant bucket) {}

    /** A histogram, packed. */
    public record Packed(String subject, byte[] histogram) {}

    /** Of what, and when. */
    public record Part(String subject, Span span) {}

    /** The histograms that there are, in the order of the keys. */
    public Future<List<Optional<byte[]>>> find(Session session, TenantId tenant, List<HistogramKey> keys) {
        List<@Nullable Object[]> rows = new ArrayList<>(keys.size());
        keys.forEach(key -> rows.add(new @Nullable Object[] {
            tenant.value(), key.kind().label, key.subject(), key.grain().label(), key.bucket()
        }));
        return session.queryEach(FIND + session.forUpdate(), row -> bytes(row, 0), rows)
                .map(found ->
                        found.stream().map(one -> one.stream().findFirst()).toList());
    }

    /** Stores histograms, in place of those that are there. */
    public Future<Integer> put(Session session, TenantId tenant, Map<HistogramKey, byte[]> histograms) {
        List<@Nullable Object[]> rows = new ArrayList<>(histograms.size());
        histograms.forEach((key, histogram) -> rows.add(new @Nullable Object[] {
            tenant.value(), key.kind().label, key.subject(), key.grain().label(), key.bucket(), histogram
        }));
        return session.updateEach(PUT, rows);
    }

    /** The histograms of a subject in each of some times. */
    public Future<List<Packed>> of(Session session, TenantId tenant, Kind kind, String subject, List<Span> spans) {
        return of(
                session,
                tenant,
                kind,
                spans.stream().map(span -> new Part(subject, span)).toList());
    }

    /** Those of some parts, one after the other. */
    public Future<List<Packed>> of(Session session, TenantId tenant, Kind kind, List<Part> parts) {
        List<@Nullable Object[]> rows = new ArrayList<>(parts.size());
        parts.forEach(part -> rows.add(new @Nullable Object[] {
            tenant.value(),
            kind.label,
            part.subject(),
            part.span().grain().label(),
            part.span().from(),
            part.span().before()
        }));
        return session.queryEach(OF_SUBJECT, RollupHistogramStore::packed, rows)
                .map(found -> found.stream().flatMap(List::stream).toList());
    }

    /** Of what there are histograms, in the order of their names: so many at the most. */
    public Future<List<String>> subjects(Session session, TenantId tenant, Kind kind, int most) {
        return session.query(SUBJECTS, row -> row.text(0), tenant.value(), kind.label, most);
    }

    private static Packed packed(Row row) {
        return new Packed(row.text(0), bytes(row, 1));
    }

    private static byte[] bytes(Row row, int column) {
        byte[] bytes = row.bytesOrNull(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
