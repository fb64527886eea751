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
    /** A page by rows, cut by bytes. That subjects don't come before the place's says to the planner how many rows there are. */
    private static final String PAGE = "SELECT subject, grain, bucket, histogram FROM (SELECT subject, grain, bucket,"
            + " histogram, SUM(length(histogram)) OVER (ORDER BY subject, grain, bucket) - length(histogram) AS before"
            + " FROM (SELECT subject, grain, bucket, histogram FROM rollup_histograms WHERE tenant_id = $1 AND kind = $2"
            + " AND subject >= $3 AND (subject, grain, bucket) > ($3, $4, $5)"
            + " AND (grain = 'day' AND bucket >= $6 AND bucket < $7"
            + " OR grain = 'quarter' AND (bucket >= $8 AND bucket < $9 OR bucket >= $10 AND bucket < $11))"
            + " ORDER BY subject, grain, bucket LIMIT $12) AS page) AS sized"
            + " WHERE before < $13 ORDER BY subject, grain, bucket";

    private static final Instant NEVER = Instant.EPOCH;
    private static final int QUARTER_SPANS = 2;

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

    /** A place in the order of subjects, and of their times. */
    public record Place(String subject, Grain grain, Instant bucket) {
        /** Before all. */
        public static final Place START = new Place("", Grain.DAY, Instant.EPOCH);
    }

    /**
     * Some of the histograms of all subjects, those of a subject one after the other.
     *
     * @param next after which there may be more
     */
    public record Page(List<Packed> histograms, Optional<Place> next) {}

    private record Placed(Place place, Packed packed) {}

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
        List<@Nullable Object[]> rows = new ArrayList<>(spans.size());
        spans.forEach(span -> rows.add(new @Nullable Object[] {
            tenant.value(), kind.label, subject, span.grain().label(), span.from(), span.before()
        }));
        return session.queryEach(OF_SUBJECT, RollupHistogramStore::packed, rows)
                .map(found -> found.stream().flatMap(List::stream).toList());
    }

    /**
     * The next histograms of all subjects in some times: so many at the most, and no more after so many bytes.
     *
     * @param spans one of days and two of quarters at the most
     */
    public Future<Page> page(
            Session session, TenantId tenant, Kind kind, List<Span> spans, Place after, int most, long bytes) {
        List<Object> parameters = new ArrayList<>(List.of(
                tenant.value(), kind.label, after.subject(), after.grain().label(), after.bucket()));
        times(parameters, spans, Grain.DAY, 1);
        times(parameters, spans, Grain.QUARTER, QUARTER_SPANS);
        parameters.add(most);
        parameters.add(bytes);
        return session.query(PAGE, RollupHistogramStore::placed, parameters.toArray())
                .map(found -> page(found, most, bytes));
    }

    /** Where there are fewer, of a time without rows. */
    private static void times(List<Object> parameters, List<Span> spans, Grain grain, int most) {
        List<Span> some = spans.stream().filter(span -> span.grain() == grain).toList();
        for (int i = 0; i < most; i++) {
            parameters.add(i < some.size() ? some.get(i).from() : NEVER);
            parameters.add(i < some.size() ? some.get(i).before() : NEVER);
        }
    }

    private static Page page(List<Placed> found, int most, long bytes) {
        long size =
                found.stream().mapToLong(one -> one.packed().histogram().length).sum();
        boolean more = found.size() == most || size >= bytes;
        return new Page(
                found.stream().map(Placed::packed).toList(),
                more ? Optional.of(found.getLast().place()) : Optional.empty());
    }

    private static Placed placed(Row row) {
        Place place = new Place(row.text(0), Grain.labelled(row.text(1)), row.instant(2));
        return new Placed(place, new Packed(row.text(0), bytes(row, 3)));
    }

    private static Packed packed(Row row) {
        return new Packed(row.text(0), bytes(row, 1));
    }

    private static byte[] bytes(Row row, int column) {
        byte[] bytes = row.bytesOrNull(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
