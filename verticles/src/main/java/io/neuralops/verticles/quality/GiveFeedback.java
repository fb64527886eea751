package io.neuralops.verticles.quality;

import io.neuralops.models.failure.Check;
import io.neuralops.models.quality.Feedback;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a prediction's run.
 *
 * @param id of the prediction
 * @param note why; personal data in it is replaced
 */
public record GiveFeedback(
        String id, Feedback verdict, @Nullable String note) {
    private static final int MAX_NOTE = 2_000;

    public GiveFeedback {
        Check.uuid("id", id);
        Check.given("verdict", verdict);
        note = Check.freeText("note", note, MAX_NOTE);
    }

    UUID uuid() {
        return UUID.fromString(id);
    }
}
