package io.neuralops.sql.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on one connection. Statements are sent at once, without waiting for the answers to those before them;
 * whose rows they may see, and how they are planned, is set again whenever it changes from one statement to the next. Used
 * on the connection's context alone.
 *
 * <p>PostgreSQL answers the COMMIT of a failed transaction with success, though it rolls back. So every statement's answer
 * is looked at here, whatever the work made of it, and there is no commit after a failure.
 */
final class PgTransaction {
    /** After so long without an answer it is asked over another connection whether anybody is there. */
    private static final int SILENCE_MS = 5_000;
    /** Longer than the database lets a statement run: then this connection is dead, whoever answers on others. */
    private static final int LONGEST_SILENCE_MS = 75_000;

    private static final String BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    private final PgLink link;
    private final PgConnection connection;
    private final PgColumns columns;
    private final Context context;
    private final boolean writes;
    private @Nullable Claims claims;
    private PgPlans plans = PgPlans.ANEW;
    private @Nullable PgInsert open;
    private @Nullable Throwable failure;
    private @Nullable PgReceipt receipt;
    /** What was sent and not answered, in the order in which it is answered. */
    private final Deque<Promise<?>> unanswered = new ArrayDeque<>();

    private long answers;
    private long answersSeen;
    private int silence;
    private final long watch;
    private final Promise<Void> quiet = Promise.promise();
    private boolean ending;
    private boolean abandoned;

    private PgTransaction(PgLink link, PgConnection connection, PgColumns columns, String begin, boolean writes) {
        this.writes = writes;
        this.link = link;
        this.connection = connection;
        this.columns = columns;
        this.context = link.context();
        watch = context.owner().setPeriodic(SILENCE_MS, ignored -> listen());
        track(connection.query(begin).execute());
    }

    static PgTransaction writing(PgLink link, PgConnection connection, PgColumns columns) {
        return new PgTransaction(link, connection, columns, "BEGIN", true);
    }

    static PgTransaction reading(PgLink link, PgConnection connection, PgColumns columns) {
        return new PgTransaction(link, connection, columns, BEGIN_READING, false);
    }

    /** By which the database can be asked what became of this, once it has answered; null if no statement was sent. */
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
        return issue(as, PgPlans.ANEW, statement);
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
        if (abandoned) {
            context.owner().cancelTimer(watch);
            return Future.failedFuture(Objects.requireNonNull(failure));
        }
        return track(connection.query(sql).execute())
                .onComplete(done -> context.owner().cancelTimer(watch))
                .mapEmpty();
    }

    private void listen() {
        boolean silent = !unanswered.isEmpty() && answers == answersSeen;
        answersSeen = answers;
        silence = silent ? silence + SILENCE_MS : 0;
        if (silence >= LONGEST_SILENCE_MS) {
            abandon();
        } else if (silent) {
            long before = answers;
            link.reachable().onFailure(gone -> {
                if (answers == before) {
                    abandon();
                }
            });
        }
    }

    /** Nobody will answer. The client lets go of a connection on which it prepares a statement only when it is answered. */
    private void abandon() {
        abandoned = true;
        RuntimeException gone = PgFailures.unavailable("the database doesn't answer");
        while (!unanswered.isEmpty()) {
            answered(unanswered.getFirst(), null, gone);
        }
    }

    private void flush() {
        PgInsert ready = open;
        if (ready != null) {
            open = null;
            ready.finish(issue(ready.claims(), PgPlans.KEPT, () -> ready.execute(connection, columns)));
        }
    }

    private <T> Future<T> issue(Claims as, PgPlans planned, Supplier<Future<T>> statement) {
        if (abandoned) {
            return Future.failedFuture(Objects.requireNonNull(failure));
        }
        // An insert may be planned anew as well: for that alone no message is sent.
        if (!as.equals(claims) || (plans == PgPlans.KEPT && planned == PgPlans.ANEW)) {
            bind(as, planned);
        }
        try {
            return track(statement.get());
        } catch (RuntimeException e) {
            return track(Future.failedFuture(e));
        }
    }

    /** The first time the transaction's number is asked for too, which would be a message of its own else. */
    private void bind(Claims as, PgPlans planned) {
        boolean first = claims == null;
        claims = as;
        plans = planned;
        if (!writes) {
            track(connection.preparedQuery(Claims.SET).execute(as.tuple()));
        } else if (first) {
            track(connection
                    .preparedQuery(PgReceipt.OPEN)
                    .execute(planned.tuple(as))
                    .onSuccess(rows -> receipt = PgReceipt.of(rows.iterator().next())));
        } else {
            track(connection.preparedQuery(PgPlans.SET).execute(planned.tuple(as)));
        }
    }

    private <T> Future<T> track(Future<T> answer) {
        Promise<T> told = Promise.promise();
        unanswered.add(told);
        answer.onComplete((result, cause) -> answered(told, result, cause == null ? null : reason(cause)));
        return told.future();
    }

    /** Statements after one that failed are refused because of that, so what it failed for is their reason too. */
    private Throwable reason(Throwable cause) {
        return failure != null && PgFailures.followsAnother(cause) ? failure : PgFailures.toException(cause);
    }

    private <T> void answered(Promise<T> told, @Nullable T result, @Nullable Throwable cause) {
        if (!unanswered.remove(told)) {
            return; // too late
        }
        answers++;
        if (cause != null) {
            fail(cause);
        }
        settle();
        if (cause == null) {
            told.complete(result);
        } else {
            told.fail(cause);
        }
    }

    private void settle() {
        if (ending && unanswered.isEmpty()) {
            quiet.tryComplete();
        }
    }
}
