package io.neuralops.gateway.cli;

import io.neuralops.models.failure.FailureException;
import java.io.IOException;
import java.util.Map;

/** Has a job stop when the process is told to end, and waits until it has: what serves it may be in this very process. */
final class Cancelling {
    private static final long POLL_MS = 20;
    private static final int POLLS = 250;

    private final Api api;
    private final Terminal terminal;
    private final String job;
    private final String what;
    private final String nothing;
    private volatile boolean over;

    /**
     * For the job that is shown at this path.
     *
     * @param what it is, at the beginning of a sentence
     * @param nothing a sentence for that nothing came of it
     */
    Cancelling(Api api, Terminal terminal, String job, String what, String nothing) {
        this.api = api;
        this.terminal = terminal;
        this.job = job;
        this.what = what;
        this.nothing = nothing;
    }

    /** The job has ended. */
    void tooLate() {
        over = true;
    }

    /** Has it stop, and says so. */
    void run() {
        if (over) {
            return;
        }
        try {
            api.post(job + "/cancel", Map.of());
            String state = state();
            for (int i = 0; i < POLLS && state.equals("running"); i++) {
                Thread.sleep(POLL_MS);
                state = state();
            }
            // Over the bar, if there is one.
            terminal.err().println((terminal.interactive() ? "\r\u001b[K" : "") + words(state));
        } catch (FailureException | IOException ended) {
            // It has ended, or the service has: then it is interrupted.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String state() throws IOException, InterruptedException {
        return api.get(job).path("state").asText();
    }

    private String words(String state) {
        return switch (state) {
            case "cancelled" -> what + " was stopped; " + nothing + ".";
            case "running" -> what + " was told to stop, and hasn't yet.";
            default -> what + " had ended.";
        };
    }
}
