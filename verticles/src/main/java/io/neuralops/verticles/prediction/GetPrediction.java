package io.neuralops.verticles.prediction;

import io.neuralops.models.failure.Check;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which prediction to show.
 *
 * @param replay whether to score it again, with the model that scored it; default: no
 */
public record GetPrediction(String id, @Nullable Boolean replay) {
    public GetPrediction {
        Check.uuid("id", id);
    }

    /** A prediction as it was answered. */
    public static GetPrediction of(String id) {
        return new GetPrediction(id, null);
    }

    UUID uuid() {
        return UUID.fromString(id);
    }

    boolean replayed() {
        return Boolean.TRUE.equals(replay);
    }
}
