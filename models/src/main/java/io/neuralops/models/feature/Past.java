package io.neuralops.models.feature;

/**
 * What was known about a workflow at a moment, reduced to the numbers that features are made of. All rates are shrunk
 * towards a broader one, so that they lie strictly between 0 and 1 and little history says little.
 *
 * @param runs finished runs of the workflow known at the moment
 * @param tenantRuns finished runs of the whole tenant known at the moment
 * @param baseRate failure rate of the workflow over all its history, shrunk towards its parent's, and that towards the
 *     tenant's
 * @param recentRate failure rate with weights that halve every five runs, shrunk towards {@code baseRate}
 * @param streak length of the run of equal last statuses
 * @param last 1 if the last run failed, 0 if it succeeded, 0.5 if there is none
 * @param secondLast the same of the run before
 * @param afterLast how often this workflow failed after a run that ended like its last one
 * @param afterLastTwo how often it failed after two runs that ended like its last two
 */
public record Past(
        int runs,
        int tenantRuns,
        double baseRate,
        double recentRate,
        int streak,
        double last,
        double secondLast,
        double afterLast,
        double afterLastTwo) {

    /** Outcomes that a feature looks back on. */
    static final int HORIZON = 256;

    private static final double PRIOR_FAILURES = 1;
    private static final double PRIOR_RUNS = 5;
    private static final double BASE_WEIGHT = 20;
    private static final double RECENT_WEIGHT = 2;
    private static final double TRANSITION_WEIGHT = 5;

    /** The tenant's own rate, drawn a little towards one in five, which is what builds come to. */
    static double tenantRate(int failures, int runs) {
        return (failures + PRIOR_FAILURES) / (runs + PRIOR_RUNS);
    }

    static double shrunk(int failures, int runs, double towards) {
        return (failures + BASE_WEIGHT * towards) / (runs + BASE_WEIGHT);
    }

    /**
     * Reads a workflow's window.
     *
     * @param known how many of its held outcomes were known at the moment
     * @param prior the parent's rate, or the tenant's
     */
    static Past of(RunWindow window, int known, int tenantRuns, double prior) {
        Recent recent = window.recent(known);
        int runs = window.runs(known);
        double base = shrunk(window.failures(known), runs, prior);
        double afterLast = recent.afterLast().rate(TRANSITION_WEIGHT, base);
        return new Past(
                runs,
                tenantRuns,
                base,
                recent.decaying().rate(RECENT_WEIGHT, base),
                recent.streak(),
                recent.last(),
                recent.secondLast(),
                afterLast,
                recent.afterLastTwo().rate(TRANSITION_WEIGHT, afterLast));
    }
}
