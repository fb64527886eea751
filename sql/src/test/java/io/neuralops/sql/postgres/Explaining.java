package io.neuralops.sql.postgres;

import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks how each statement would be done instead of doing it. */
record Explaining(Session session, List<String> plans) implements Session {
    private Future<Void> explain(String sql, Object... parameters) {
        return session.query("EXPLAIN VERBOSE " + sql, row -> row.text(0), parameters)
                .onSuccess(lines -> plans.add(String.join("\n", lines)))
                .mapEmpty();
    }

    @Override
    public <T> Future<List<T>> query(String sql, Function<Row, T> reader, Object... parameters) {
        return explain(sql, parameters).map(List.of());
    }

    @Override
    public <T> Future<List<List<T>>> queryEach(String sql, Function<Row, T> reader, List<Object[]> parameters) {
        return parameters.isEmpty()
                ? Future.succeededFuture(List.of())
                : explain(sql, parameters.getFirst()).map(List.of(List.of()));
    }

    @Override
    public Future<Long> stream(String sql, Consumer<Row> each, Object... parameters) {
        return explain(sql, parameters).map(0L);
    }

    @Override
    public Future<Integer> update(String sql, Object... parameters) {
        return explain(sql, parameters).map(0);
    }

    @Override
    public Future<Integer> updateEach(String sql, List<Object[]> parameters) {
        return parameters.isEmpty() ? Future.succeededFuture(0) : update(sql, parameters.getFirst());
    }

    @Override
    public Future<Void> insertAll(String table, List<String> columns, List<Object[]> rows) {
        return Future.succeededFuture();
    }
}
