package io.neuralops.verticles.prediction;

import io.neuralops.models.failure.Check;
import java.util.UUID;

/** Which prediction to show. */
public record GetPrediction(String id) {
    public GetPrediction {
        Check.text("id", id, 36);
        if (id.length() != 36) {
            throw Check.invalid("id", "must be a UUID");
        }
        try {
            UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Check.invalid("id", "must be a UUID");
        }
    }

    UUID uuid() {
        return UUID.fromString(id);
    }
}
