package io.neuralops.verticles.training;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.operation.Cursor;
import org.jspecify.annotations.Nullable;

/** Which model versions to list. */
public record ListModels(@Nullable Integer limit, @Nullable String cursor) {
    public ListModels {
        limit = Cursor.limit(limit);
        cursor = Check.optionalText("cursor", cursor, 100);
    }
}
