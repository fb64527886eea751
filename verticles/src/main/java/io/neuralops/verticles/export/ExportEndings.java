package io.neuralops.verticles.export;

import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.jobs.JobStopped;
import io.neuralops.verticles.operation.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What it means for an export that something was thrown. */
final class ExportEndings {
    private static final Logger LOG = LoggerFactory.getLogger(ExportEndings.class);

    private ExportEndings() {}

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
            case ExportFailed failed -> {
                LOG.warn("an export failed: {}", failed.words(), failed.getCause());
                yield failed.words();
            }
            default -> {
                LOG.error("an export failed", thrown);
                yield "the export failed; the log says why";
            }
        };
    }
}
