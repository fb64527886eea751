package io.neuralops.verticles.export;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.operation.Cursor;
import org.jspecify.annotations.Nullable;

/** Which exports to list. */
public record ListExports(@Nullable Integer limit, @Nullable String cursor) {
    public ListExports {
        limit = Cursor.limit(limit);
        cursor = Check.optionalText("cursor", cursor, 100);
    }
}
