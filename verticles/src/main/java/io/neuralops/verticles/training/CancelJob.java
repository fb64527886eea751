package io.neuralops.verticles.training;

import io.neuralops.models.failure.Check;

/** Which job to have stopped. */
public record CancelJob(String id) {
    public CancelJob {
        Check.text("id", id, 100);
    }
}
