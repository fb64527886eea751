package io.neuralops.verticles.export;

import io.neuralops.models.failure.Check;

/** Which export to show. */
public record GetExport(String id) {
    public GetExport {
        Check.text("id", id, 100);
    }
}
