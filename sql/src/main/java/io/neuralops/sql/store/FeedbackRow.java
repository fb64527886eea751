package io.neuralops.sql.store;

import io.neuralops.models.quality.Feedback;
import io.neuralops.models.run.RunKey;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person said of a run.
 *
 * @param prediction the prediction that was judged
 * @param note why, redacted
 */
public record FeedbackRow(
        UUID prediction,
        RunKey run,
        Feedback verdict,
        @Nullable String note,
        Instant givenAt) {
    /** Whether another says the same of the same prediction, be it at another time. */
    public boolean saysTheSame(FeedbackRow other) {
        return prediction.equals(other.prediction) && verdict == other.verdict && Objects.equals(note, other.note);
    }
}
