package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Retention;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;

/** Deletes rows that were kept long enough. */
public final class RetentionStore {
    /** Rows that are kept for a time: their table, and the column that tells their age. */
    public enum Kind {
        PREDICTIONS("predictions", "created_at"),
        SHADOW_PREDICTIONS("shadow_predictions", "created_at"),
        PERF_METRICS("perf_metrics", "\"timestamp\"");

        private final String table;
        private final String delete;

        Kind(String table, String time) {
            this.table = table;
            // Those that came first are looked at, by the key: that needs no index of times, and no search where none
            // is old.
            this.delete = "DELETE FROM " + table + " WHERE tenant_id = $1 AND " + time + " < $2 AND position <="
                    + " (SELECT MAX(position) FROM (SELECT position FROM " + table
                    + " WHERE tenant_id = $1 ORDER BY position LIMIT $3) AS first)";
        }

        public String table() {
            return table;
        }

        /** For how many days; 0 for ever, also where nothing is settled. */
        public int days(Retention retention) {
            Integer settled = switch (this) {
                case PREDICTIONS, SHADOW_PREDICTIONS -> retention.predictionsDays();
                case PERF_METRICS -> retention.perfMetricsDays();
            };
            return settled == null ? 0 : settled;
        }
    }

    /** Deletes at most so many of the oldest rows, of those from before a time; how many. */
    public Future<Integer> deleteOldest(Session session, TenantId tenant, Kind kind, Instant before, int max) {
        return session.update(kind.delete, tenant.value(), before, max);
    }
}
