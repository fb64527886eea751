package io.neuralops.sql.sqlite;

import io.neuralops.models.run.Micros;
import io.neuralops.sql.Row;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The current row of a JDBC result. Times are microseconds, UUIDs are 16 bytes, booleans are 0 and 1. */
final class SqliteRow implements Row {
    private final ResultSet result;

    SqliteRow(ResultSet result) {
        this.result = result;
    }

    @Override
    public String text(int column) {
        return Objects.requireNonNull(textOrNull(column));
    }

    @Override
    public @Nullable String textOrNull(int column) {
        return get(() -> result.getString(column + 1));
    }

    @Override
    public int integer(int column) {
        return Math.toIntExact(bigint(column));
    }

    @Override
    public long bigint(int column) {
        return Objects.requireNonNull(bigintOrNull(column));
    }

    @Override
    public @Nullable Long bigintOrNull(int column) {
        return get(() -> {
            long value = result.getLong(column + 1);
            return value == 0 && result.wasNull() ? null : (Long) value;
        });
    }

    @Override
    public double real(int column) {
        return Objects.requireNonNull(realOrNull(column));
    }

    @Override
    public @Nullable Double realOrNull(int column) {
        return get(() -> {
            double value = result.getDouble(column + 1);
            return value == 0 && result.wasNull() ? null : (Double) value;
        });
    }

    @Override
    public boolean bool(int column) {
        return bigint(column) != 0;
    }

    @Override
    public @Nullable BigDecimal decimalOrNull(int column) {
        String text = textOrNull(column);
        return text == null ? null : new BigDecimal(text);
    }

    @Override
    public Instant instant(int column) {
        return Micros.toInstant(bigint(column));
    }

    @Override
    public @Nullable Instant instantOrNull(int column) {
        Long micros = bigintOrNull(column);
        return micros == null ? null : Micros.toInstant(micros);
    }

    @Override
    public UUID uuid(int column) {
        ByteBuffer bytes = ByteBuffer.wrap(Objects.requireNonNull(bytesOrNull(column)));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    @Override
    public byte @Nullable [] bytesOrNull(int column) {
        return get(() -> result.getBytes(column + 1));
    }

    @FunctionalInterface
    private interface Getter<T> {
        @Nullable
        T get() throws SQLException;
    }

    private static <T> @Nullable T get(Getter<T> getter) {
        try {
            return getter.get();
        } catch (SQLException e) {
            throw SqliteFailures.toException(e);
        }
    }
}
