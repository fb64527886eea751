package io.neuralops.verticles.training;

import io.neuralops.models.failure.Check;

/** Which job to show. */
public record GetJob(String id) {
    public GetJob {
        Check.text("id", id, 100);
    }
}
