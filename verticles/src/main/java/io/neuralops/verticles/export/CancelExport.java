package io.neuralops.verticles.export;

import io.neuralops.models.failure.Check;

/** Which export to have stopped. */
public record CancelExport(String id) {
    public CancelExport {
        Check.text("id", id, 100);
    }
}
