package io.neuralops.verticles.operation;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import java.util.function.Supplier;

/** What became of one command of a batch: the others don't share its failure. */
public sealed interface ItemOutcome<T> {
    /** It was done. */
    record Done<T>(T value) implements ItemOutcome<T> {}

    /** It was refused. */
    record Refused<T>(Failure failure) implements ItemOutcome<T> {}

    /** What comes of an attempt that may throw a {@link FailureException}. */
    static <T> ItemOutcome<T> attempt(Supplier<T> attempt) {
        try {
            return new Done<>(attempt.get());
        } catch (FailureException e) {
            return new Refused<>(e.failure());
        }
    }
}
