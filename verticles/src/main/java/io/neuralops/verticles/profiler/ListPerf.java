package io.neuralops.verticles.profiler;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.operation.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which windows to list.
 *
 * @param from those that ended then or later
 * @param to those that ended then or before
 * @param limit at most 500, default 50
 * @param cursor the {@code next_cursor} of the page before
 */
public record ListPerf(
        @Nullable String service,
        @Nullable String endpoint,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Integer limit,
        @Nullable String cursor) {
    public ListPerf {
        service = Check.optionalText("service", service, 200);
        endpoint = Check.optionalText("endpoint", endpoint, 700);
        from = Check.optionalInstant("from", from);
        to = Check.optionalInstant("to", to);
        Check.inOrder(from, to);
        limit = Cursor.limit(limit);
        cursor = Check.optionalText("cursor", cursor, 100);
    }
}
