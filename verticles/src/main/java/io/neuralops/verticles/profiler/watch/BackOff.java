package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.perf.Verdict;

/**
 * Asks a target that suffers less often: half as often after each window that says so, and twice as often again while it's well.
 * For one thread.
 */
final class BackOff {
    /** Below one request in five minutes at 50/s. */
    private static final double LEAST = 1.0 / (1 << 14);

    private double share = 1;
    private boolean failedBefore;

    /**
     * What share of the rate is to be asked after a window.
     *
     * @param least a share below which nothing changes any more
     * @param failedMost whether most requests had no good answer
     */
    double after(Verdict verdict, boolean failedMost, double least) {
        boolean failed = verdict == Verdict.FAIL;
        if (failedMost || (failed && failedBefore)) {
            share = Math.max(Math.max(LEAST, Math.min(1, least)), share / 2);
        } else if (verdict == Verdict.PASS) {
            share = Math.min(1, share * 2);
        }
        failedBefore = failed || (verdict == Verdict.INVALID && failedBefore);
        return share;
    }
}
