package io.neuralops.verticles.training;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.jobs.JobStopped;
import io.neuralops.verticles.operation.Job;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What it means for a job that something was thrown. */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private Endings() {}

    static Job.State state(Throwable thrown) {
        return thrown instanceof JobStopped stopped ? stopped.state() : Job.State.FAILED;
    }

    /** For people. */
    static String reason(Throwable thrown) {
        return switch (thrown) {
            case JobStopped stopped ->
                stopped.state() == Job.State.CANCELLED
                        ? "somebody had it stopped"
                        : "the process that was at work on it ended";
            case FailureException failure -> failure.failure().detail();
            case UncheckedIOException io -> {
                LOG.error("a training failed", io);
                // The message names a path of the machine.
                yield "a file could not be written or read; it is tried again when a training is next due";
            }
            default -> {
                LOG.error("a training failed", thrown);
                yield "the training failed; the log says why";
            }
        };
    }

    /**
     * Whether with the same runs it would end the same way: they taught too little, or a person didn't want it. Whatever else was in
     * the way may be gone at the next time.
     */
    static boolean settled(Throwable thrown) {
        return state(thrown) == Job.State.CANCELLED
                || (thrown instanceof FailureException failure && failure.failure() instanceof Failure.Conflict);
    }
}
