package io.neuralops.gateway.bridge;

import io.neuralops.models.failure.Failure;
import java.io.Serial;

/** A frame is answered with an error. */
final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final BridgeFigures.Refused why;
    private final transient Failure failure;

    Refusal(BridgeFigures.Refused why, Failure failure) {
        super(failure.detail(), null, false, false);
        this.why = why;
        this.failure = failure;
    }

    BridgeFigures.Refused why() {
        return why;
    }

    Failure failure() {
        return failure;
    }
}
