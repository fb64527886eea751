package io.neuralops.sql.postgres;

import io.neuralops.sql.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Parameters as the client takes them. */
final class PgValues {
    private PgValues() {}

    static Tuple tuple(@Nullable Object[] parameters) {
        Tuple tuple = Tuple.tuple(new ArrayList<>(parameters.length));
        for (Object parameter : parameters) {
            tuple.addValue(value(parameter));
        }
        return tuple;
    }

    static List<Tuple> tuples(List<@Nullable Object[]> parameters) {
        return parameters.stream().map(PgValues::tuple).toList();
    }

    static @Nullable Object value(@Nullable Object parameter) {
        return switch (parameter) {
            case null -> null;
            case Instant instant -> instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
            case Json json -> json.text();
            case byte[] bytes -> Buffer.buffer(bytes);
            default -> parameter;
        };
    }

    /** A value in an array of a column's values. */
    static @Nullable Object element(@Nullable Object parameter) {
        return parameter instanceof BigDecimal decimal ? decimal.toPlainString() : value(parameter);
    }

    /** An array of one column's values, of the class that its type takes. */
    static Object[] array(String type, int length) {
        return switch (type) {
            case "text", "numeric" -> new String[length];
            case "integer" -> new Integer[length];
            case "bigint" -> new Long[length];
            case "double precision" -> new Double[length];
            case "boolean" -> new Boolean[length];
            case "timestamp with time zone" -> new OffsetDateTime[length];
            case "uuid" -> new UUID[length];
            case "bytea" -> new Buffer[length];
            default -> throw new IllegalArgumentException("no array for " + type);
        };
    }
}
