package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;

/** Deletes rows that were kept long enough. */
public final class RetentionStore {
    /** Rows that are kept for a time: their table, and the column that tells their age. */
    public enum Kind {
        PREDICTIONS("predictions", "created_at");

        private final String table;
        private final String delete;

        Kind(String table, String time) {
            this.table = table;
            // Those that came first are looked at, by the key: that needs no index of times, and no search where none
            // is old.
            this.delete = "DELETE FROM " + table + " WHERE tenant_id = $1 AND " + time + " < $2 AND position IN"
                    + " (SELECT position FROM " + table + " WHERE tenant_id = $1 ORDER BY position LIMIT $3)";
        }

        public String table() {
            return table;
        }
    }

    /** Deletes at most so many of the oldest rows, of those from before a time; how many. */
    public Future<Integer> deleteOldest(Session session, TenantId tenant, Kind kind, Instant before, int max) {
        return session.update(kind.delete, tenant.value(), before, max);
    }
}
