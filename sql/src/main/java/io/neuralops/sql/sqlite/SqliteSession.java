package io.neuralops.sql.sqlite;

import io.neuralops.models.run.Micros;
import io.neuralops.sql.Json;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements on one connection, at once, on the calling thread: the futures it returns are complete already.
 * Statements are prepared once and kept, as the stores use a few dozen texts.
 */
final class SqliteSession implements Session {
    private static final int MAX_STATEMENTS = 200;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Connection connection;
    private final Map<String, Prepared> statements = new HashMap<>();
    private final Map<Insert, String> inserts = new HashMap<>();

    /** A statement, and how many places for parameters it has. */
    private record Prepared(PreparedStatement statement, int places) {}

    SqliteSession(Connection connection) {
        this.connection = connection;
    }

    @Override
    public <T> Future<List<T>> query(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
        return attempt(() -> list(sql, reader, parameters));
    }

    @Override
    public <T> Future<List<List<T>>> queryEach(
            String sql, Function<Row, T> reader, List<@Nullable Object[]> parameters) {
        return attempt(() -> {
            List<List<T>> lists = new ArrayList<>(parameters.size());
            for (@Nullable Object[] one : parameters) {
                lists.add(list(sql, reader, one));
            }
            return lists;
        });
    }

    @Override
    public Future<Long> stream(String sql, Consumer<Row> each, @Nullable Object... parameters) {
        return attempt(() -> {
            long rows = 0;
            try (ResultSet result = bound(sql, parameters).executeQuery()) {
                SqliteRow row = new SqliteRow(result);
                while (result.next()) {
                    each.accept(row);
                    rows++;
                }
            }
            return rows;
        });
    }

    @Override
    public Future<Integer> update(String sql, @Nullable Object... parameters) {
        return attempt(() -> bound(sql, parameters).executeUpdate());
    }

    @Override
    public Future<Integer> updateEach(String sql, List<@Nullable Object[]> parameters) {
        return attempt(() -> {
            int changed = 0;
            for (@Nullable Object[] one : parameters) {
                changed += bound(sql, one).executeUpdate();
            }
            return changed;
        });
    }

    @Override
    public Future<Void> insertAll(String table, List<String> columns, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return Future.succeededFuture();
        }
        Insert insert = Insert.of(table, columns, rows.getFirst());
        String sql = inserts.computeIfAbsent(insert, Insert::sql);
        return attempt(() -> {
                    PreparedStatement statement = prepared(sql, columns.size());
                    for (@Nullable Object[] row : rows) {
                        for (int i = 0; i < row.length; i++) {
                            bind(statement, i + 1, insert.parameter(i, row[i]));
                        }
                        statement.executeUpdate();
                    }
                    return rows.size();
                })
                .mapEmpty();
    }

    /** Runs a statement that has neither parameters nor a result, such as BEGIN. */
    void execute(String sql) throws SQLException {
        try {
            bound(sql).execute();
        } catch (SQLException e) {
            forgetStatements(e);
            throw e;
        }
    }

    void close() throws SQLException {
        connection.close();
    }

    private <T> List<T> list(String sql, Function<Row, T> reader, @Nullable Object... parameters) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = bound(sql, parameters).executeQuery()) {
            SqliteRow row = new SqliteRow(result);
            while (result.next()) {
                rows.add(reader.apply(row));
            }
        }
        return rows;
    }

    private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared(sql, parameters.length);
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    private PreparedStatement prepared(String sql, int parameters) throws SQLException {
        Prepared prepared = statements.get(sql);
        if (prepared == null) {
            prepared = prepare(sql);
        }
        if (prepared.places() != parameters) {
            // The statement is kept: a place left out would hold the value of whoever used it before.
            throw new IllegalArgumentException(parameters + " parameters for " + prepared.places() + " places: " + sql);
        }
        return prepared.statement();
    }

    private Prepared prepare(String sql) throws SQLException {
        if (statements.size() >= MAX_STATEMENTS) {
            forgetStatements();
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        Prepared prepared =
                new Prepared(statement, statement.getParameterMetaData().getParameterCount());
        statements.put(sql, prepared);
        return prepared;
    }

    /** The driver closes a statement that failed, for example on a full disk: kept, it would fail for ever. */
    private void forgetStatements(SQLException because) {
        try {
            forgetStatements();
        } catch (SQLException e) {
            because.addSuppressed(e);
            statements.clear();
        }
    }

    private void forgetStatements() throws SQLException {
        for (Prepared prepared : statements.values()) {
            prepared.statement().close();
        }
        statements.clear();
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(at, java.sql.Types.NULL);
            case String text -> statement.setString(at, text);
            case Integer number -> statement.setInt(at, number);
            case Long number -> statement.setLong(at, number);
            case Double number -> statement.setDouble(at, number);
            case Boolean flag -> statement.setInt(at, flag ? 1 : 0);
            case Instant instant -> statement.setLong(at, Micros.of(instant));
            case BigDecimal decimal -> statement.setString(at, decimal.toPlainString());
            case Json json -> statement.setString(at, json.text());
            case byte[] bytes -> statement.setBytes(at, bytes);
            case UUID id -> statement.setBytes(at, bytesOf(id));
            default -> throw new IllegalArgumentException("no binding for " + value.getClass());
        }
    }

    private static byte[] bytesOf(UUID id) {
        byte[] bytes = new byte[2 * Long.BYTES];
        LONGS.set(bytes, 0, id.getMostSignificantBits());
        LONGS.set(bytes, Long.BYTES, id.getLeastSignificantBits());
        return bytes;
    }

    @FunctionalInterface
    private interface Statement<T> {
        T run() throws SQLException;
    }

    private <T> Future<T> attempt(Statement<T> statement) {
        try {
            return Future.succeededFuture(statement.run());
        } catch (SQLException e) {
            forgetStatements(e);
            return Future.failedFuture(SqliteFailures.toException(e));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
