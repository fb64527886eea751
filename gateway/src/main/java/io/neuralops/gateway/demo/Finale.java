package io.neuralops.gateway.demo;

import io.neuralops.models.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The last scene, which is the same for every seed and hour so that the demo always has something to show: three
 * deploys have failed on the slow ledger and the next one has begun, while an ordinary style check runs elsewhere.
 */
final class Finale {
    static final String EXAMPLE_RUN = "demo-payments-deploy-next";
    static final String HEALTHY_RUN = "demo-web-lint-next";
    static final String QUEUED_RUN = "demo-mobile-release-next";

    private static final String OWNER = "amber.otter@example.com";
    private static final String SLOW = "TimeoutException: no answer from " + Organisation.LEDGER + " within 30000 ms";

    /** How long the scene takes. */
    private static final Duration LENGTH = Duration.ofMinutes(100);

    private final Instant end;

    Finale(Instant end) {
        this.end = end;
    }

    void tell(Consumer<Report> out) {
        WorkflowSpec deploy = Organisation.workflow(Organisation.EXAMPLE);
        out.accept(failed("demo-payments-deploy-1", deploy, Duration.ofMinutes(80)));
        out.accept(failed("demo-payments-deploy-2", deploy, Duration.ofMinutes(52)));
        out.accept(failed("demo-payments-deploy-3", deploy, Duration.ofMinutes(24)));
        out.accept(open(EXAMPLE_RUN, deploy, RunStatus.RUNNING, change(deploy, "default", 9, 240, 1, 6)));
        WorkflowSpec lint = Organisation.workflow(Organisation.HEALTHY_EXAMPLE);
        out.accept(open(HEALTHY_RUN, lint, RunStatus.RUNNING, change(lint, "default", 2, 14, 0, 1)));
        WorkflowSpec release = Organisation.workflow("mobile/release");
        out.accept(open(QUEUED_RUN, release, RunStatus.QUEUED, change(release, "release", 4, 60, 0, 3)));
    }

    /** Whether a report of ordinary life would be in the way: chance could let a deploy succeed in the middle of it. */
    boolean disturbedBy(Report report) {
        return report instanceof Report.OfRun of
                && of.run().workflow().equals(Organisation.EXAMPLE)
                && of.knownAt().isAfter(end.minus(LENGTH));
    }

    private Report failed(String runId, WorkflowSpec workflow, Duration ago) {
        Attempt attempt = attempt(runId, workflow, end.minus(ago), change(workflow, "default", 5, 120, 0, 5));
        return RunWriter.finished(attempt, RunStatus.FAILURE, Duration.ofMinutes(14), SLOW);
    }

    private Report open(String runId, WorkflowSpec workflow, RunStatus status, Circumstances circumstances) {
        return RunWriter.open(attempt(runId, workflow, end.minusSeconds(30), circumstances), status);
    }

    private static Attempt attempt(String runId, WorkflowSpec workflow, Instant start, Circumstances circumstances) {
        return new Attempt(runId, 1, workflow, start, circumstances, OWNER);
    }

    private static Circumstances change(
            WorkflowSpec workflow, String branch, int files, int lines, int bumps, int queue) {
        String runner = workflow.runners().getFirst();
        return new Circumstances("push", runner, branch, files, lines, bumps, queue, 48, false);
    }
}
