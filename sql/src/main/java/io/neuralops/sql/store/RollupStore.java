package io.neuralops.sql.store;

import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The numbers of a tenant's reports, and what is still to be added to them. */
public final class RollupStore {
    /** As the workflow: all of them together. */
    public static final String ALL = "";

    private static final List<String> MEASURES =
            Arrays.stream(Measure.values()).map(Measure::column).toList();
    private static final int KEY_COLUMNS = 4;
    private static final String ADD = "INSERT INTO rollups (tenant_id, grain, bucket, workflow, "
            + String.join(", ", MEASURES) + ") VALUES (" + places(KEY_COLUMNS + MEASURES.size())
            + ") ON CONFLICT (tenant_id, workflow, grain, bucket) DO UPDATE SET revision = rollups.revision + 1, "
            + MEASURES.stream()
                    .map(one -> one + " = rollups." + one + " + excluded." + one)
                    .collect(Collectors.joining(", "));
    private static final String SUMS = MEASURES.stream()
            .map(one -> "CAST(COALESCE(SUM(" + one + "), 0) AS BIGINT)")
            .collect(Collectors.joining(", "));
    private static final String SUM = "SELECT " + SUMS
            + " FROM rollups WHERE tenant_id = $1 AND workflow = $2 AND grain = $3 AND bucket >= $4 AND bucket < $5";
    private static final String DAYS = "SELECT bucket, " + String.join(", ", MEASURES)
            + " FROM rollups WHERE tenant_id = $1 AND workflow = $2 AND grain = $3 AND bucket >= $4 AND bucket < $5";
    private static final String PENDING =
            "SELECT position, changes FROM rollup_changes WHERE NOT tenant_id <> $1 AND position <= COALESCE(("
                    + "SELECT MAX(position) FROM (SELECT position, SUM(size) OVER (ORDER BY position) - size AS before"
                    + " FROM (SELECT position, length(changes) AS size FROM rollup_changes WHERE NOT tenant_id <> $1"
                    + " ORDER BY position LIMIT $2) AS first) AS added_up WHERE before < $3), 0)"
                    // There are no more than that; said again for the planner, which would go through all that waits.
                    + " ORDER BY position LIMIT $2";
    private static final String COUNT_PENDING = "SELECT COUNT(*) FROM (SELECT position FROM rollup_changes"
            + " WHERE NOT tenant_id <> $1 ORDER BY position LIMIT $2) AS waiting";
    private static final String BUCKETS = "SELECT bucket FROM rollups WHERE tenant_id = $1 AND workflow = ''";
    private static final String TAKE = "DELETE FROM rollup_changes WHERE tenant_id = $1 AND position = $2";

    /** What a transaction did, still to be added. */
    public record Pending(long position, byte[] changes) {}

    /** Which numbers. */
    public record Key(Grain grain, Instant bucket, String workflow) {}

    /** Numbers to be added. */
    public record Addition(Key key, Tally tally) {}

    /** Leaves what this transaction does to the numbers. */
    public Future<Void> leave(Session session, TenantId tenant, byte[] changes) {
        List<@Nullable Object[]> row = new ArrayList<>(1);
        row.add(new @Nullable Object[] {tenant.value(), changes});
        return session.insertAll("rollup_changes", List.of("tenant_id", "changes"), row);
    }

    /** What is still to be added, the first first: at most so many, and no more after so many bytes. */
    public Future<List<Pending>> pending(Session session, TenantId tenant, int most, long bytes) {
        return session.query(PENDING, RollupStore::pendingOf, tenant.value(), most, bytes);
    }

    /** How many transactions are still to be added; counted to {@code most}. */
    public Future<Integer> countPending(Session session, TenantId tenant, int most) {
        return session.query(COUNT_PENDING, row -> row.integer(0), tenant.value(), most)
                .map(List::getFirst);
    }

    /** The quarters of an hour and the days of which there are numbers of all together, in no order. */
    public Future<List<Instant>> bucketsOfAll(Session session, TenantId tenant) {
        return session.query(BUCKETS, row -> row.instant(0), tenant.value());
    }

    /** Takes what is about to be added; how many were there, which is fewer if somebody else was faster. */
    public Future<Integer> take(Session session, TenantId tenant, List<Pending> pending) {
        List<@Nullable Object[]> keys = new ArrayList<>(pending.size());
        pending.forEach(one -> keys.add(new @Nullable Object[] {tenant.value(), one.position()}));
        return session.updateEach(TAKE, keys);
    }

    /** Adds numbers. */
    public Future<Integer> add(Session session, TenantId tenant, List<Addition> additions) {
        List<@Nullable Object[]> rows = new ArrayList<>(additions.size());
        for (Addition one : additions) {
            @Nullable Object[] row = new @Nullable Object[KEY_COLUMNS + MEASURES.size()];
            row[0] = tenant.value();
            row[1] = one.key().grain().label();
            row[2] = one.key().bucket();
            row[3] = one.key().workflow();
            for (Measure measure : Measure.values()) {
                row[KEY_COLUMNS + measure.place()] = one.tally().get(measure);
            }
            rows.add(row);
        }
        return session.updateEach(ADD, rows);
    }

    /** The numbers of each of some times, which follow each other. Days are read together: a report has many. */
    public Future<List<Tally>> sums(Session session, TenantId tenant, String workflow, List<Span> spans) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Span span : spans) {
            if (span.grain() == Grain.QUARTER) {
                rows.add(new @Nullable Object[] {
                    tenant.value(), workflow, span.grain().label(), span.from(), span.before()
                });
            }
        }
        Future<List<List<Tally>>> quarters = session.queryEach(SUM, row -> tally(row, 0), rows);
        Future<NavigableMap<Instant, Tally>> days = rows.size() == spans.size()
                ? Future.succeededFuture(new TreeMap<>())
                : days(
                        session,
                        tenant,
                        workflow,
                        spans.getFirst().from(),
                        spans.getLast().before());
        return Future.all(quarters, days).map(read -> inOrder(spans, quarters.result(), days.result()));
    }

    private static Future<NavigableMap<Instant, Tally>> days(
            Session session, TenantId tenant, String workflow, Instant from, Instant before) {
        NavigableMap<Instant, Tally> days = new TreeMap<>();
        return session.stream(
                        DAYS,
                        row -> days.put(row.instant(0), tally(row, 1)),
                        tenant.value(),
                        workflow,
                        Grain.DAY.label(),
                        from,
                        before)
                .map(done -> days);
    }

    private static List<Tally> inOrder(
            List<Span> spans, List<List<Tally>> quarters, NavigableMap<Instant, Tally> days) {
        List<Tally> tallies = new ArrayList<>(spans.size());
        int next = 0;
        for (Span span : spans) {
            if (span.grain() == Grain.QUARTER) {
                tallies.add(quarters.get(next++).getFirst());
            } else {
                Tally tally = new Tally();
                days.subMap(span.from(), true, span.before(), false).values().forEach(day -> tally.add(day, 1));
                tallies.add(tally);
            }
        }
        return tallies;
    }

    /** The numbers that stand in a row from a column on, in the order of the measures. */
    static Tally tally(Row row, int from) {
        Tally tally = new Tally();
        for (Measure measure : Measure.values()) {
            tally.add(measure, row.bigint(from + measure.place()));
        }
        return tally;
    }

    static List<String> measures() {
        return MEASURES;
    }

    static String places(int count) {
        StringBuilder places = new StringBuilder("$1");
        for (int i = 2; i <= count; i++) {
            places.append(", $").append(i);
        }
        return places.toString();
    }

    private static Pending pendingOf(Row row) {
        byte[] changes = row.bytesOrNull(1);
        return new Pending(row.bigint(0), changes == null ? new byte[0] : changes);
    }
}
