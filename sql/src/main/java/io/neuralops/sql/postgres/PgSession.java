package io.neuralops.sql.postgres;

import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The statements of one work within a transaction that it may share. */
final class PgSession implements Session {
    private static final int FETCH = 1_000;

    private final PgTransaction transaction;
    private final Claims claims;
    /** Whether works of the same tenant have begun after this one, whose place in their order would be lost. */
    private boolean overtaken;

    private boolean asked;
    private boolean wrote;
    private boolean over;

    PgSession(PgTransaction transaction, Claims claims) {
        this.transaction = transaction;
        this.claims = claims;
    }

    /** Whether the work changed anything, so that it can't fail without undoing. */
    boolean wrote() {
        return wrote;
    }

    /** Whether the work has only written so far, so that it seems to need no answer for what it does next. */
    boolean writesBlindly() {
        return wrote && !asked;
    }

    /** From now on others follow. */
    void overtake() {
        overtaken = true;
    }

    /** The work has ended, and what it starts from now on would outlive it. */
    void end() {
        over = true;
    }

    @Override
    public String forUpdate() {
        return " FOR UPDATE";
    }

    @Override
    public <T> Future<List<T>> query(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
        return asking(sql, () -> transaction.execute(claims, sql, parameters)).map(rows -> list(rows, reader));
    }

    @Override
    public <T> Future<List<List<T>>> queryEach(
            String sql, Function<Row, T> reader, List<@Nullable Object[]> parameters) {
        if (parameters.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return asking(sql, () -> transaction.executeEach(claims, sql, parameters))
                .map(first -> {
                    List<List<T>> lists = new ArrayList<>(parameters.size());
                    for (RowSet<io.vertx.sqlclient.Row> rows = first; rows != null; rows = rows.next()) {
                        lists.add(list(rows, reader));
                    }
                    return lists;
                });
    }

    @Override
    public Future<Long> stream(String sql, Consumer<Row> each, @Nullable Object... parameters) {
        return asking(
                        sql,
                        () -> transaction.send(
                                claims, () -> transaction.connection().prepare(sql)))
                .compose(statement -> {
                    Cursor cursor = statement.cursor(PgValues.tuple(parameters));
                    return fetch(cursor, each, 0).eventually(() -> close(cursor, statement));
                });
    }

    @Override
    public Future<Integer> update(String sql, @Nullable Object... parameters) {
        return writing(() -> transaction.execute(claims, sql, parameters)).map(RowSet::rowCount);
    }

    @Override
    public Future<Integer> updateEach(String sql, List<@Nullable Object[]> parameters) {
        if (parameters.isEmpty()) {
            return Future.succeededFuture(0);
        }
        return writing(() -> transaction.executeEach(claims, sql, parameters)).map(first -> {
            int changed = 0;
            for (RowSet<io.vertx.sqlclient.Row> rows = first; rows != null; rows = rows.next()) {
                changed += rows.rowCount();
            }
            return changed;
        });
    }

    @Override
    public Future<Void> insertAll(String table, List<String> columns, List<@Nullable Object[]> rows) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : writing(() -> transaction.insert(claims, table, columns, rows));
    }

    /** A few rows at a time; the next are only asked for when these are consumed. */
    private Future<Long> fetch(Cursor cursor, Consumer<Row> each, long before) {
        return transaction.send(claims, () -> cursor.read(FETCH)).compose(rows -> {
            rows.forEach(row -> each.accept(new PgRow(row)));
            long seen = before + rows.size();
            return cursor.hasMore() ? fetch(cursor, each, seen) : Future.succeededFuture(seen);
        });
    }

    private Future<Void> close(Cursor cursor, PreparedStatement statement) {
        return transaction.send(claims, cursor::close).compose(done -> transaction.send(claims, statement::close));
    }

    private <T> Future<T> asking(String sql, Supplier<Future<T>> statement) {
        boolean select = sql.regionMatches(true, 0, "SELECT", 0, "SELECT".length());
        return issue(select ? () -> asked = true : () -> wrote = true, statement);
    }

    private <T> Future<T> writing(Supplier<Future<T>> statement) {
        return issue(() -> wrote = true, statement);
    }

    private <T> Future<T> issue(Runnable note, Supplier<Future<T>> statement) {
        if (over) {
            return Future.failedFuture(new IllegalStateException("the work is over"));
        }
        if (overtaken) {
            // It has to be run again, by itself.
            IllegalStateException late = new IllegalStateException("the work went on after others had begun");
            transaction.fail(late);
            return Future.failedFuture(late);
        }
        note.run();
        return statement.get();
    }

    private static <T> List<T> list(RowSet<io.vertx.sqlclient.Row> rows, Function<Row, T> reader) {
        List<T> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(reader.apply(new PgRow(row))));
        return list;
    }
}
