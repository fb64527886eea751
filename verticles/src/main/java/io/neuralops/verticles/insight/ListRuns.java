package io.neuralops.verticles.insight;

import io.neuralops.models.failure.Check;
import io.neuralops.models.run.RunStatus;
import io.neuralops.verticles.operation.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list.
 *
 * @param since those that started then or later
 * @param limit at most 500, default 50
 * @param cursor the {@code next_cursor} of the page before
 */
public record ListRuns(
        @Nullable String workflow,
        @Nullable RunStatus status,
        @Nullable Instant since,
        @Nullable Integer limit,
        @Nullable String cursor) {
    public ListRuns {
        workflow = Check.optionalText("workflow", workflow, 300);
        since = Check.optionalInstant("since", since);
        limit = Cursor.limit(limit);
        cursor = Check.optionalText("cursor", cursor, 100);
    }
}
