package io.neuralops.sql.postgres;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * By which a transaction can be asked after when its COMMIT was not answered.
 *
 * @param transaction its number, of 64 bits
 * @param server when the server was started: one that starts again after a crash may hand out a number twice
 */
record PgReceipt(String transaction, String server) {
    /** Sets claims and plans for the transaction and gives its receipt, in one statement. */
    static final String OPEN = PgPlans.SET + ", pg_current_xact_id()::text, pg_postmaster_start_time()::text";

    private static final int TRANSACTION = 4;
    private static final int SERVER = 5;

    private static final String FATE =
            "SELECT CASE WHEN pg_postmaster_start_time()::text = $2" + " THEN pg_xact_status($1::text::xid8) END";

    /** What is known of a transaction. */
    enum Fate {
        COMMITTED,
        ABORTED,
        UNDECIDED,
        UNKNOWN
    }

    static PgReceipt of(Row row) {
        return new PgReceipt(row.getString(TRANSACTION), row.getString(SERVER));
    }

    Future<Fate> fate(PgConnection connection) {
        return connection
                .preparedQuery(FATE)
                .execute(Tuple.of(transaction, server))
                .map(rows -> fate(rows.iterator().next().getString(0)));
    }

    private static Fate fate(@Nullable String status) {
        if (status == null) {
            return Fate.UNKNOWN;
        }
        return switch (status) {
            case "committed" -> Fate.COMMITTED;
            case "aborted" -> Fate.ABORTED;
            case "in progress" -> Fate.UNDECIDED;
            default -> Fate.UNKNOWN;
        };
    }
}
