package io.neuralops.gateway.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Draws the circumstances of a run: what was changed, on which branch, and how crowded the runners are. */
final class CircumstancesFactory {
    private static final double PULL_REQUEST_SHARE = 0.55;
    private static final double BUMP_SHARE = 0.10;
    private static final List<String> PUSH_BRANCHES =
            List.of("default", "default", "default", "default", "default", "default", "feature", "feature", "release");

    private final Dice dice;

    CircumstancesFactory(Dice dice) {
        this.dice = dice;
    }

    Circumstances first(WorkflowSpec workflow, Instant start) {
        String runner = dice.pick(workflow.runners());
        if (workflow.rhythm() == Rhythm.TIMER) {
            return new Circumstances("schedule", runner, "default", 0, 0, 0, queueDepth(start), 0, false);
        }
        boolean pull = workflow.kind() != WorkflowKind.DEPLOY && dice.chance(PULL_REQUEST_SHARE);
        return changed(pull ? "pull_request" : "push", runner, branch(workflow, pull), start);
    }

    Circumstances retry(Circumstances before, Instant start) {
        return before.retried(queueDepth(start));
    }

    private Circumstances changed(String event, String runner, String branch, Instant start) {
        int files = 1 + (int) dice.logNormal(2.5, 1.0);
        int lines = 1 + (int) (files * dice.logNormal(9, 0.9));
        int bumps = dice.chance(BUMP_SHARE) ? 1 + dice.poisson(0.6) : 0;
        int message = 12 + (int) dice.logNormal(40, 0.6);
        return new Circumstances(event, runner, branch, files, lines, bumps, queueDepth(start), message, false);
    }

    private String branch(WorkflowSpec workflow, boolean pull) {
        if (pull) {
            return "feature";
        }
        if (workflow.kind() == WorkflowKind.DEPLOY) {
            return dice.chance(0.8) ? "default" : "release";
        }
        return dice.pick(PUSH_BRANCHES);
    }

    /** Runs that wait for a machine: more when people are busy, with crowds of their own now and then. */
    private int queueDepth(Instant start) {
        double typical = 0.4 + 2.2 * Rhythm.busyness(start.atZone(ZoneOffset.UTC));
        return (int) dice.logNormal(typical, 0.7);
    }
}
