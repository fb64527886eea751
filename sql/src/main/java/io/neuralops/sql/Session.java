package io.neuralops.sql;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one transaction. Placeholders are {@code $1, $2, ...}, first used in ascending order. Parameters may
 * be null, String, Integer, Long, Double, Boolean, BigDecimal, Instant, UUID, byte[] or {@link Json}.
 */
public interface Session {
    /** All rows of a query, read one by one. */
    <T> Future<List<T>> query(String sql, Function<Row, T> reader, @Nullable Object... parameters);

    /** The same query for each of several sets of parameters; the results in that order, one list for each. */
    <T> Future<List<List<T>>> queryEach(String sql, Function<Row, T> reader, List<@Nullable Object[]> parameters);

    /** Hands each row of a large result to a consumer without keeping them; the future holds the number of rows. */
    Future<Long> stream(String sql, Consumer<Row> each, @Nullable Object... parameters);

    /** Runs a statement that changes rows; the future holds how many. */
    Future<Integer> update(String sql, @Nullable Object... parameters);

    /** Runs a statement for each set of parameters; the future holds how many rows changed in all. */
    Future<Integer> updateEach(String sql, List<@Nullable Object[]> parameters);

    /** Inserts rows, each with a value for each of the columns. */
    Future<Void> insertAll(String table, List<String> columns, List<@Nullable Object[]> rows);

    /** What ends a query whose rows are rewritten afterwards, so that nobody changes them in between. */
    default String forUpdate() {
        return "";
    }

    /** The only row of a query, if there is one. */
    default <T> Future<Optional<T>> queryOne(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
        return query(sql, reader, parameters).map(rows -> rows.stream().findFirst());
    }
}
