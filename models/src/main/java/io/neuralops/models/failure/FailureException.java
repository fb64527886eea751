package io.neuralops.models.failure;

import java.io.Serial;

/** Carries a {@link Failure} through code that can only throw. It has no stack trace: it is an answer, not a defect. */
public final class FailureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public FailureException(Failure failure) {
        super(
                failure.field() == null ? failure.detail() : failure.field() + ": " + failure.detail(),
                null,
                false,
                false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
