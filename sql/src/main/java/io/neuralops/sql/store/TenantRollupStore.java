package io.neuralops.sql.store;

import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The days of all tenants. They are the platform's: only its sessions see them. A tenant's own sessions say which of its days have
 * changed.
 */
public final class TenantRollupStore {
    private static final String MEASURES = String.join(", ", RollupStore.measures());
    private static final String TO_TELL = "SELECT bucket, revision, " + MEASURES
            + " FROM rollups WHERE tenant_id = $1 AND grain = 'day' AND workflow = '' AND told <> revision"
            + " ORDER BY bucket LIMIT $2";
    private static final String TOLD =
            "UPDATE rollups SET told = $1 WHERE tenant_id = $2 AND workflow = '' AND grain = 'day' AND bucket = $3";
    private static final String PUT = "INSERT INTO tenant_rollups (tenant, bucket, " + MEASURES + ") VALUES ("
            + RollupStore.places(2 + RollupStore.measures().size()) + ") ON CONFLICT (tenant, bucket) DO UPDATE SET "
            + RollupStore.measures().stream()
                    .map(one -> one + " = excluded." + one)
                    .collect(Collectors.joining(", "));
    private static final String ADDED_UP = RollupStore.measures().stream()
                    .map(one -> "CAST(SUM(" + one + ") AS BIGINT)")
                    .collect(Collectors.joining(", "))
            + " FROM tenant_rollups WHERE bucket >= $1 AND bucket < $2";
    private static final String SUMS = "SELECT tenant, " + ADDED_UP;
    private static final String BY_DAY = "SELECT bucket, " + ADDED_UP;

    /** A day, as of a revision; 0 where that is not known. */
    public record Day(Instant bucket, long revision, Tally tally) {}

    /** What the days of a tenant come to. */
    public record OfTenant(TenantId tenant, Tally tally) {}

    /** The days that changed since they were told. */
    public Future<List<Day>> toTell(Session session, TenantId tenant, int most) {
        return session.query(
                TO_TELL,
                row -> new Day(row.instant(0), row.bigint(1), RollupStore.tally(row, 2)),
                tenant.value(),
                most);
    }

    /** Notes that days were told; what changed meanwhile has another revision, and is told again. */
    public Future<Integer> told(Session session, TenantId tenant, List<Day> days) {
        List<@Nullable Object[]> rows = new ArrayList<>(days.size());
        days.forEach(day -> rows.add(new @Nullable Object[] {day.revision(), tenant.value(), day.bucket()}));
        return session.updateEach(TOLD, rows);
    }

    /** Stores days of a tenant. */
    public Future<Integer> put(Session platform, TenantId tenant, List<Day> days) {
        List<@Nullable Object[]> rows = new ArrayList<>(days.size());
        for (Day day : days) {
            @Nullable
            Object[] row = new @Nullable Object[2 + RollupStore.measures().size()];
            row[0] = tenant.value();
            row[1] = day.bucket();
            for (Measure measure : Measure.values()) {
                row[2 + measure.place()] = day.tally().get(measure);
            }
            rows.add(row);
        }
        return platform.updateEach(PUT, rows);
    }

    /** What the days of each tenant come to, in the order of their ids. */
    public Future<List<OfTenant>> sums(Session platform, Instant from, Instant before) {
        return platform.query(
                SUMS + " GROUP BY tenant ORDER BY tenant",
                row -> new OfTenant(new TenantId(row.text(0)), RollupStore.tally(row, 1)),
                from,
                before);
    }

    /** What each day of all tenants together, or of one of them, comes to, in the order of the days. */
    public Future<List<Day>> days(Session platform, @Nullable TenantId tenant, Instant from, Instant before) {
        String end = " GROUP BY bucket ORDER BY bucket";
        return tenant == null
                ? platform.query(BY_DAY + end, TenantRollupStore::day, from, before)
                : platform.query(
                        BY_DAY + " AND tenant = $3" + end, TenantRollupStore::day, from, before, tenant.value());
    }

    private static Day day(Row row) {
        return new Day(row.instant(0), 0, RollupStore.tally(row, 1));
    }

    /** Takes a tenant's days away. */
    public Future<Integer> forget(Session platform, TenantId tenant) {
        return platform.update("DELETE FROM tenant_rollups WHERE tenant = $1", tenant.value());
    }
}
