package io.neuralops.verticles.training;

import io.neuralops.models.failure.Check;
import org.jspecify.annotations.Nullable;

/**
 * Which model version is to answer.
 *
 * @param force whether also one that has not earned it against the one that answers
 */
public record ActivateModel(String version, @Nullable Boolean force) {
    public ActivateModel {
        Check.text("version", version, 20);
    }

    boolean forced() {
        return Boolean.TRUE.equals(force);
    }
}
