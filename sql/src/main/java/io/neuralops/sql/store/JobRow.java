package io.neuralops.sql.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored job.
 *
 * @param askedBy {@code demand}, {@code schedule}, {@code new_labels} or {@code drift}
 * @param state {@code running}, {@code succeeded}, {@code failed}, {@code cancelled} or {@code interrupted}
 * @param progress from 0 to 1
 * @param process the process at work on it
 * @param cancelling whether somebody wants it to stop
 * @param seenAt when the process last said that it is at work
 * @param endedAt null as long as it runs
 * @param result what came of it: the version of a model, or where a file is
 * @param runsTo the position of the latest run that it took in; null where it may be tried with the same runs
 * @param detail JSON of what its kind keeps of it besides
 */
public record JobRow(
        String id,
        String kind,
        String askedBy,
        String state,
        double progress,
        String step,
        String process,
        boolean cancelling,
        Instant startedAt,
        Instant seenAt,
        @Nullable Instant endedAt,
        @Nullable String result,
        @Nullable String error,
        @Nullable Long runsTo,
        @Nullable String detail) {
    /** The state of a job that has not ended. */
    public static final String RUNNING = "running";

    /** Whether it has not ended, as far as is stored. */
    public boolean running() {
        return state.equals(RUNNING);
    }
}
