package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long the incidents of a tenant lasted, exactly: sums and places in the order of length, nothing that was rounded. */
public final class IncidentTimesStore {
    /** The set of all but maintenance. */
    public static final String ALL = "all";

    private static final String CHOSEN = "SELECT severity, duration_us FROM incidents ";

    /** Those that are open have no length and come last, on both databases. A sum in two parts doesn't overflow. */
    private static final String AROUND = """
            ),
            sets AS (
                SELECT severity AS name, duration_us FROM chosen
                UNION ALL SELECT 'all', duration_us FROM chosen WHERE severity <> 'maintenance'),
            placed AS (
                SELECT name, duration_us,
                    ROW_NUMBER() OVER (PARTITION BY name
                        ORDER BY CASE WHEN duration_us IS NULL THEN 1 ELSE 0 END, duration_us) - 1 AS place,
                    COUNT(duration_us) OVER (PARTITION BY name) AS n,
                    COUNT(*) OVER (PARTITION BY name) AS counted
                FROM sets)
            SELECT name, n, counted - n AS still_open,
                CAST(COALESCE(SUM(duration_us / 1000000), 0) AS BIGINT) AS seconds,
                CAST(COALESCE(SUM(duration_us % 1000000), 0) AS BIGINT) AS micros,
                MAX(CASE WHEN place = (n - 1) / 2 THEN duration_us END) AS median_low,
                MAX(CASE WHEN place = n / 2 THEN duration_us END) AS median_high,
                MAX(CASE WHEN place = (n - 1) * 9 / 10 THEN duration_us END) AS p90_low,
                MAX(CASE WHEN place = n * 9 / 10 THEN duration_us END) AS p90_high
            FROM placed GROUP BY name, n, counted ORDER BY name""";

    /** The query as it is asked, for whoever wants to ask it too; a service or a workflow is one more condition. */
    public static final String SQL =
            "WITH chosen AS (\n    " + CHOSEN + "WHERE tenant_id = $1 AND opened_at >= $2 AND opened_at < $3" + AROUND;

    /**
     * The incidents of a severity, or {@link #ALL} but maintenance. Lengths are microseconds, and null if none is resolved.
     *
     * @param resolved how many have a length
     * @param stillOpen how many have none yet
     * @param seconds the sum of the whole seconds of all lengths
     * @param micros the sum of what they have above whole seconds
     * @param medianLow the lower of the two in the middle; the same as the upper where there is one
     * @param p90Low the one below nine tenths of the way from the first to the last
     * @param p90High the one above
     */
    public record Times(
            String name,
            long resolved,
            long stillOpen,
            long seconds,
            long micros,
            @Nullable Long medianLow,
            @Nullable Long medianHigh,
            @Nullable Long p90Low,
            @Nullable Long p90High) {}

    /** The sets that have incidents which were opened from a time on and before another. */
    public Future<List<Times>> times(
            Session session,
            TenantId tenant,
            @Nullable String service,
            @Nullable String workflow,
            Instant from,
            Instant before) {
        return new Clauses(CHOSEN, "tenant_id", tenant.value())
                .atLeast("opened_at", from)
                .below("opened_at", before)
                .equal("service", service)
                .equal("workflow", workflow)
                .within(session, "WITH chosen AS (", AROUND, IncidentTimesStore::times);
    }

    private static Times times(Row row) {
        return new Times(
                row.text(0),
                row.bigint(1),
                row.bigint(2),
                row.bigint(3),
                row.bigint(4),
                row.bigintOrNull(5),
                row.bigintOrNull(6),
                row.bigintOrNull(7),
                row.bigintOrNull(8));
    }
}
