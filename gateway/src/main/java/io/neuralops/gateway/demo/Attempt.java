package io.neuralops.gateway.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a run, before it has ended.
 *
 * @param owner who started it; null for a timer
 */
record Attempt(
        String runId,
        int number,
        WorkflowSpec workflow,
        Instant start,
        Circumstances circumstances,
        @Nullable String owner) {

    /** The same run, tried again. */
    Attempt again(Instant later, Circumstances then) {
        return new Attempt(runId, number + 1, workflow, later, then, owner);
    }
}
