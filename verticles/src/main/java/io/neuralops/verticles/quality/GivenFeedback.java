package io.neuralops.verticles.quality;

import io.neuralops.models.quality.Feedback;
import io.neuralops.sql.store.FeedbackRow;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was said of a run, as it is kept. */
public record GivenFeedback(
        UUID predictionId,
        String runId,
        int attempt,
        Feedback verdict,
        @Nullable String note,
        Instant givenAt) {
    static GivenFeedback of(FeedbackRow row) {
        return new GivenFeedback(
                row.prediction(), row.run().runId(), row.run().attempt(), row.verdict(), row.note(), row.givenAt());
    }
}
