package io.neuralops.verticles.prediction;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.operation.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which predictions to list.
 *
 * @param minProbability those at least so likely to fail
 * @param since those made then or later
 * @param limit at most 500, default 50
 * @param cursor the {@code next_cursor} of the page before
 */
public record ListPredictions(
        @Nullable String runId,
        @Nullable String workflow,
        @Nullable Double minProbability,
        @Nullable Instant since,
        @Nullable Integer limit,
        @Nullable String cursor) {
    public ListPredictions {
        runId = Check.optionalText("run_id", runId, 200);
        workflow = Check.optionalText("workflow", workflow, 300);
        if (minProbability != null) {
            Check.range("min_probability", minProbability, 0, 1);
        }
        since = Check.optionalInstant("since", since);
        limit = Cursor.limit(limit);
        cursor = Check.optionalText("cursor", cursor, 100);
    }
}
