package io.neuralops.gateway.cli;

import io.neuralops.models.failure.FailureException;
import java.io.IOException;

/** Has a job stop when the process is told to end, and waits until it has: what serves it may be in this very process. */
final class Cancelling {
    private static final long POLL_MS = 20;
    private static final int POLLS = 250;

    private final Api api;
    private final String job;
    private volatile boolean over;

    /** For the job that is shown at this path. */
    Cancelling(Api api, String job) {
        this.api = api;
        this.job = job;
    }

    /** The job has ended. */
    void tooLate() {
        over = true;
    }

    /** Has it stop. */
    void run() {
        if (over) {
            return;
        }
        try {
            api.post(job + "/cancel", java.util.Map.of());
            for (int i = 0; i < POLLS && api.get(job).path("state").asText().equals("running"); i++) {
                Thread.sleep(POLL_MS);
            }
        } catch (FailureException | IOException ended) {
            // It has ended, or the service has: then it is interrupted.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
