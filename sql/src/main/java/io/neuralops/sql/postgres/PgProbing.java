package io.neuralops.sql.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements as the service's login, one attempt after another on one connection. Each is a transaction that is rolled
 * back. The connection is let go of soon after the last.
 */
final class PgProbing {
    private static final int IDLE_MS = 1_000;
    /** What should be refused waits for nobody's lock, nor lets anybody wait for long, if it is not. */
    private static final String BEGIN = "BEGIN; SET LOCAL lock_timeout = '500ms'; SET LOCAL statement_timeout = '5s'";

    private final Context context;
    private final PgLink link;
    private Future<?> last = Future.succeededFuture();
    private long attempts;

    PgProbing(Context context, PgLink link) {
        this.context = context;
        this.link = link;
    }

    /**
     * What the database made of statements.
     *
     * @param state why it refused one of them, as SQLSTATE; null if it did all
     * @param rows of the last one, columns divided by {@code |}
     * @param changed how many rows the last one changed or returned
     */
    record Reply(@Nullable String state, List<String> rows, int changed) {}

    /** Runs statements as somebody, or with no tenant bound at all; the first that is refused is the last. */
    Future<Reply> attempt(@Nullable Claims as, String... statements) {
        Promise<Reply> promise = Promise.promise();
        context.runOnContext(ignored -> {
            attempts++;
            Future<Reply> attempt = last.transform(before -> link.connection())
                    .compose(connection -> transaction(connection, as, List.of(statements)));
            last = attempt;
            attempt.onComplete(done -> {
                letGoWhenIdle();
                promise.handle(done);
            });
        });
        return promise.future();
    }

    Future<Void> close() {
        Promise<Void> promise = Promise.promise();
        context.runOnContext(ignored -> link.drop().onComplete(promise));
        return promise.future();
    }

    private Future<Reply> transaction(PgConnection connection, @Nullable Claims as, List<String> statements) {
        return connection
                .query(BEGIN)
                .execute()
                .compose(begun -> as == null
                        ? Future.succeededFuture(begun)
                        : connection.preparedQuery(Claims.SET).execute(as.tuple()))
                .compose(bound -> run(connection, statements, 0))
                .recover(PgProbing::refused)
                .eventually(() -> connection
                        .query("ROLLBACK")
                        .execute()
                        .recover(lost -> link.drop().mapEmpty()))
                .recover(e -> Future.failedFuture(PgFailures.toException(e)));
    }

    private static Future<Reply> run(PgConnection connection, List<String> statements, int next) {
        return connection
                .query(statements.get(next))
                .execute()
                .compose(rows -> next + 1 < statements.size()
                        ? run(connection, statements, next + 1)
                        : Future.succeededFuture(new Reply(null, texts(rows), rows.rowCount())));
    }

    private static Future<Reply> refused(Throwable cause) {
        return cause instanceof PgException refusal
                ? Future.succeededFuture(new Reply(refusal.getSqlState(), List.of(), 0))
                : Future.failedFuture(cause);
    }

    private static List<String> texts(RowSet<Row> rows) {
        List<String> texts = new ArrayList<>(rows.size());
        for (Row row : rows) {
            List<String> values = new ArrayList<>(row.size());
            for (int i = 0; i < row.size(); i++) {
                values.add(String.valueOf(row.getValue(i)));
            }
            texts.add(String.join("|", values));
        }
        return texts;
    }

    private void letGoWhenIdle() {
        long seen = attempts;
        context.owner()
                .setTimer(
                        IDLE_MS,
                        ignored -> context.runOnContext(there -> {
                            if (seen == attempts) {
                                link.drop();
                            }
                        }));
    }
}
