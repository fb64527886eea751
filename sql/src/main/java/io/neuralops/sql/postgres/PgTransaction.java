package io.neuralops.sql.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on one connection. Statements are sent at once, without waiting for the answers to those before them;
 * whose rows they may see is set again whenever it changes from one statement to the next. Used on the connection's
 * context alone.
 *
 * <p>PostgreSQL answers the COMMIT of a failed transaction with success, though it rolls back. So every statement's answer
 * is looked at here, whatever the work made of it, and there is no commit after a failure.
 */
final class PgTransaction {
    /** Longer than the database lets a statement run: without any answer for so long there is nobody to give one. */
    private static final int SILENCE_MS = 75_000;

    private static final String BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    private final PgConnection connection;
    private final PgColumns columns;
    private final Context context;
    private @Nullable Claims claims;
    private @Nullable PgInsert open;
    private @Nullable Throwable failure;
    private @Nullable PgReceipt receipt;
    private int underway;
    private long answers;
    private long answersSeen;
    private final long watch;
    private final Promise<Void> quiet = Promise.promise();
    private boolean ending;

    private PgTransaction(PgConnection connection, PgColumns columns, Context context, String begin) {
        this.connection = connection;
        this.columns = columns;
        this.context = context;
        watch = context.owner().setPeriodic(SILENCE_MS, ignored -> listen());
        track(connection.query(begin).execute());
    }

    static PgTransaction writing(PgConnection connection, PgColumns columns, Context context) {
        PgTransaction transaction = new PgTransaction(connection, columns, context, "BEGIN");
        transaction.track(connection
                .preparedQuery(PgReceipt.SELECT)
                .execute()
                .onSuccess(rows ->
                        transaction.receipt = PgReceipt.of(rows.iterator().next())));
        return transaction;
    }

    static PgTransaction reading(PgConnection connection, PgColumns columns, Context context) {
        return new PgTransaction(connection, columns, context, BEGIN_READING);
    }

    /** By which the database can be asked what became of this, once it has answered. */
    @Nullable
    PgReceipt receipt() {
        return receipt;
    }

    /** Why nothing of this can be committed any more; null as long as it can. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Nothing of this may be committed. */
    void fail(Throwable cause) {
        failure = Objects.requireNonNullElse(failure, cause);
    }

    /** Sends a statement after all before it. */
    <T> Future<T> send(Claims as, Supplier<Future<T>> statement) {
        flush();
        return issue(as, statement);
    }

    Future<RowSet<Row>> execute(Claims as, String sql, @Nullable Object[] parameters) {
        return send(as, () -> connection.preparedQuery(sql).execute(PgValues.tuple(parameters)));
    }

    Future<RowSet<Row>> executeEach(Claims as, String sql, List<@Nullable Object[]> parameters) {
        return send(as, () -> connection.preparedQuery(sql).executeBatch(PgValues.tuples(parameters)));
    }

    PgConnection connection() {
        return connection;
    }

    /** Inserts rows. Works that insert into the same table one after another share a statement. */
    Future<Void> insert(Claims as, String table, List<String> into, List<@Nullable Object[]> rows) {
        PgInsert last = open;
        if (last == null || !last.admits(as, table, into)) {
            flush();
            last = new PgInsert(as, table, into);
            open = last;
            // What the works of this moment have to insert is known when they have all had their turn.
            context.runOnContext(ignored -> flush());
        }
        return last.add(rows);
    }

    /** Completes when every statement that was sent is answered. */
    Future<Void> quiet() {
        flush();
        ending = true;
        settle();
        return quiet.future();
    }

    Future<Void> commit() {
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        return last("COMMIT");
    }

    Future<Void> rollback() {
        return last("ROLLBACK");
    }

    private Future<Void> last(String sql) {
        return track(connection.query(sql).execute())
                .onComplete(done -> context.owner().cancelTimer(watch))
                .mapEmpty();
    }

    private void listen() {
        if (underway > 0 && answers == answersSeen) {
            connection.close(); // which fails whatever is underway
        }
        answersSeen = answers;
    }

    private void flush() {
        PgInsert ready = open;
        if (ready != null) {
            open = null;
            ready.finish(issue(ready.claims(), () -> ready.execute(connection, columns)));
        }
    }

    private <T> Future<T> issue(Claims as, Supplier<Future<T>> statement) {
        if (!as.equals(claims)) {
            claims = as;
            track(connection.preparedQuery(Claims.SET).execute(as.tuple()));
        }
        try {
            return track(statement.get());
        } catch (RuntimeException e) {
            return track(Future.failedFuture(e));
        }
    }

    private <T> Future<T> track(Future<T> answer) {
        underway++;
        return answer.transform((result, cause) -> {
            underway--;
            answers++;
            if (cause == null) {
                settle();
                return Future.succeededFuture(result);
            }
            RuntimeException translated = PgFailures.toException(cause);
            fail(translated);
            settle();
            return Future.failedFuture(translated);
        });
    }

    private void settle() {
        if (ending && underway == 0) {
            quiet.tryComplete();
        }
    }
}
