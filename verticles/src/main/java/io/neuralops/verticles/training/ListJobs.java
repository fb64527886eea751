package io.neuralops.verticles.training;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.operation.Cursor;
import org.jspecify.annotations.Nullable;

/** Which jobs to list. */
public record ListJobs(@Nullable Integer limit, @Nullable String cursor) {
    public ListJobs {
        limit = Cursor.limit(limit);
        cursor = Check.optionalText("cursor", cursor, 100);
    }
}
