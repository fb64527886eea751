package io.neuralops.verticles.jobs;

import io.neuralops.verticles.operation.Job;
import java.io.Serial;

/** Ends a job that was told to stop, from within. */
public final class JobStopped extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Job.State state;

    /** Why: {@link Job.State#CANCELLED} or {@link Job.State#INTERRUPTED}. */
    public JobStopped(Job.State state) {
        super(state.label(), null, false, false);
        this.state = state;
    }

    public Job.State state() {
        return state;
    }
}
