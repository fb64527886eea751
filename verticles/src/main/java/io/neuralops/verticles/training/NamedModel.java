package io.neuralops.verticles.training;

import io.neuralops.models.failure.Check;

/** Which model version, by its name: {@code v1}, {@code v2}, ... */
public record NamedModel(String version) {
    public NamedModel {
        Check.text("version", version, 20);
    }
}
