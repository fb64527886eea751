package io.neuralops.verticles.rollup;

import io.neuralops.models.rollup.Tally;
import java.time.Instant;

/** What rows that changed do to the numbers of reports. */
sealed interface Change {
    /**
     * Something to add.
     *
     * @param bucket the quarter of an hour
     * @param workflow empty where it is none's
     */
    record Counted(Instant bucket, String workflow, Tally tally) implements Change {}

    /**
     * A run ended in success or failure: what was predicted of it before counts now.
     *
     * @param times 1, or -1 if that is not how it ended
     * @param known when its end became known
     */
    record Ended(int times, Instant bucket, String workflow, String runId, int attempt, boolean failed, Instant known)
            implements Change {}

    /** It took so long to restore something, {@code times} times. */
    record Restored(int times, Instant bucket, String workflow, long seconds) implements Change {}

    /** A service was measured. */
    record Measured(Instant bucket, String service, byte[] histogram) implements Change {}

    /** From a time on, incidents may follow otherwise from what happened. */
    record Turned(Subject subject, Instant from) implements Change {}
}
