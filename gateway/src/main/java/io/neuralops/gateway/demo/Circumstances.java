package io.neuralops.gateway.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a run when it starts.
 *
 * @param event push, pull_request or schedule
 * @param branchKind default, feature or release
 * @param changedFiles 0 when nothing was changed, as for a timer
 * @param messageLength of the commit message, in characters; it has no influence, as some real columns haven't
 */
record Circumstances(
        String event,
        String runner,
        String branchKind,
        int changedFiles,
        int linesChanged,
        int dependencyBumps,
        int queueDepth,
        int messageLength,
        boolean retry) {

    /** The same change on the same runner, tried once more. */
    Circumstances retried(int newQueueDepth) {
        return new Circumstances(
                event,
                runner,
                branchKind,
                changedFiles,
                linesChanged,
                dependencyBumps,
                newQueueDepth,
                messageLength,
                true);
    }

    Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("changed_files", (double) changedFiles);
        metrics.put("lines_changed", (double) linesChanged);
        metrics.put("dependency_bumps", (double) dependencyBumps);
        metrics.put("queue_depth", (double) queueDepth);
        metrics.put("message_length", (double) messageLength);
        metrics.put("is_retry", retry ? 1.0 : 0.0);
        return metrics;
    }

    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("event", event);
        labels.put("runner", runner);
        labels.put("branch_kind", branchKind);
        return labels;
    }

    /**
     * By how much they move the log-odds of an ordinary failure: big changes, new versions of dependencies and crowded
     * runners are risky; a retry is a little less so, as some flakes come from the machine.
     */
    double logOdds() {
        double odds = 0.40 * (StrictMath.log1p(linesChanged) - 3.7);
        odds += 0.90 * Math.min(dependencyBumps, 3);
        odds += 0.45 * (StrictMath.log1p(queueDepth) - 1.6);
        odds += event.equals("pull_request") ? 0.30 : 0;
        odds += runner.equals("windows") ? 0.60 : 0;
        return retry ? odds - 0.40 : odds;
    }
}
