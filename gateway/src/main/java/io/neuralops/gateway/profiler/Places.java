package io.neuralops.gateway.profiler;

import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import java.util.function.Supplier;

/** Tells mistakes by their place in the file. */
final class Places {
    private Places() {}

    /** What is made of something in the file; what it refuses is named with the place, if it isn't yet. */
    static <T> T within(String where, Supplier<T> made) {
        try {
            return made.get();
        } catch (FailureException e) {
            throw e.failure() instanceof Failure.Invalid invalid
                            && !invalid.field().startsWith(where)
                    ? Check.invalid(where + "." + invalid.field(), invalid.detail())
                    : e;
        }
    }
}
