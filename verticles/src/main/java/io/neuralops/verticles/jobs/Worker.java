package io.neuralops.verticles.jobs;

import io.neuralops.sql.store.JobRow;
import java.time.Duration;
import java.time.Instant;

/**
 * The process that is at work on jobs.
 *
 * @param process its id, another one after each start
 * @param alone whether no other process uses the store: then what others had under way was left behind by one that is gone
 */
public record Worker(String process, boolean alone) {
    /** How often a process says that it is at work on a job. */
    static final Duration BEAT = Duration.ofSeconds(5);

    /** For so long nothing need be heard of a process. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Whether nobody is at work any more on a job that is stored as running and isn't under way in this process. */
    boolean abandoned(JobRow job, Instant now) {
        // A clock that was set back makes what was heard lie ahead: that too tells of nobody.
        return alone
                || job.process().equals(process)
                || Duration.between(job.seenAt(), now).abs().compareTo(PATIENCE) > 0;
    }
}
