package io.neuralops.sql;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result; columns are numbered from 0. It is valid only while it is being read. The plain accessors throw
 * {@link NullPointerException} on a null, which is a defect of the query or the schema.
 */
public interface Row {
    String text(int column);

    @Nullable
    String textOrNull(int column);

    int integer(int column);

    long bigint(int column);

    @Nullable
    Long bigintOrNull(int column);

    double real(int column);

    @Nullable
    Double realOrNull(int column);

    boolean bool(int column);

    @Nullable
    BigDecimal decimalOrNull(int column);

    Instant instant(int column);

    @Nullable
    Instant instantOrNull(int column);

    UUID uuid(int column);

    byte @Nullable [] bytesOrNull(int column);
}
