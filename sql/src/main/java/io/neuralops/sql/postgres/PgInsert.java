package io.neuralops.sql.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows on their way into a table: one statement takes them all, an array for each column. */
final class PgInsert {
    /** Rows of one statement; more go in several, so that none grows without bound. */
    private static final int CHUNK = 2_000;

    private final Claims claims;
    private final String table;
    private final List<String> columns;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private final Promise<Void> inserted = Promise.promise();

    PgInsert(Claims claims, String table, List<String> columns) {
        this.claims = claims;
        this.table = table;
        this.columns = columns;
    }

    Claims claims() {
        return claims;
    }

    /** Whether rows of another work may go with these. */
    boolean admits(Claims as, String into, List<String> ofColumns) {
        return rows.size() < CHUNK && claims.equals(as) && table.equals(into) && columns.equals(ofColumns);
    }

    Future<Void> add(List<@Nullable Object[]> more) {
        rows.addAll(more);
        return inserted.future();
    }

    void finish(Future<?> answer) {
        answer.<Void>mapEmpty().onComplete(inserted);
    }

    Future<Void> execute(PgConnection connection, PgColumns known) {
        PgColumns.Insert statement = known.insert(table, columns);
        if (rows.size() == 1) {
            return connection
                    .preparedQuery(statement.one())
                    .execute(PgValues.tuple(rows.getFirst()))
                    .mapEmpty();
        }
        List<Future<?>> chunks = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += CHUNK) {
            List<@Nullable Object[]> chunk = rows.subList(from, Math.min(rows.size(), from + CHUNK));
            chunks.add(connection.preparedQuery(statement.many()).execute(arrays(chunk, statement.types())));
        }
        return Future.join(chunks).mapEmpty();
    }

    private static Tuple arrays(List<@Nullable Object[]> rows, List<String> types) {
        List<@Nullable Object> arrays = new ArrayList<>(types.size());
        for (int column = 0; column < types.size(); column++) {
            @Nullable Object[] values = PgValues.array(types.get(column), rows.size());
            for (int row = 0; row < values.length; row++) {
                values[row] = PgValues.element(rows.get(row)[column]);
            }
            arrays.add(values);
        }
        return Tuple.wrap(arrays);
    }
}
