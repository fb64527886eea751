package io.neuralops.sql.postgres;

import io.neuralops.sql.Row;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the client. Truth may come as a boolean or as a number, for a query that has to run elsewhere too. */
final class PgRow implements Row {
    private final io.vertx.sqlclient.Row row;

    PgRow(io.vertx.sqlclient.Row row) {
        this.row = row;
    }

    @Override
    public String text(int column) {
        return Objects.requireNonNull(row.getString(column));
    }

    @Override
    public @Nullable String textOrNull(int column) {
        return row.getString(column);
    }

    @Override
    public int integer(int column) {
        return Math.toIntExact(bigint(column));
    }

    @Override
    public long bigint(int column) {
        return Objects.requireNonNull(row.getLong(column));
    }

    @Override
    public @Nullable Long bigintOrNull(int column) {
        return row.getLong(column);
    }

    @Override
    public double real(int column) {
        return Objects.requireNonNull(row.getDouble(column));
    }

    @Override
    public @Nullable Double realOrNull(int column) {
        return row.getDouble(column);
    }

    @Override
    public boolean bool(int column) {
        return row.getValue(column) instanceof Boolean truth ? truth : bigint(column) != 0;
    }

    @Override
    public @Nullable BigDecimal decimalOrNull(int column) {
        return row.getBigDecimal(column);
    }

    @Override
    public Instant instant(int column) {
        return Objects.requireNonNull(instantOrNull(column));
    }

    @Override
    public @Nullable Instant instantOrNull(int column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    @Override
    public UUID uuid(int column) {
        return Objects.requireNonNull(row.getUUID(column));
    }

    @Override
    public byte @Nullable [] bytesOrNull(int column) {
        Buffer bytes = row.getBuffer(column);
        return bytes == null ? null : bytes.getBytes();
    }
}
