package io.neuralops.verticles.profiler.burn;

import io.neuralops.verticles.profiler.Budget;
import org.HdrHistogram.Histogram;

/** What share of a window's requests was bad, by what they may be: from 0 to 1. */
public record Shares(double errors, double aboveP95, double aboveP99) {
    /** Nothing was. */
    public static final Shares NONE = new Shares(0, 0, 0);

    private static final double MICROS = 1_000;

    /**
     * Of the figures of a window.
     *
     * @param response of microseconds
     */
    public static Shares of(Histogram response, long requests, long errors, Budget budget) {
        if (requests == 0) {
            return NONE;
        }
        Double p99 = budget.p99Ms();
        return new Shares(
                (double) errors / requests, above(response, budget.p95Ms()), p99 == null ? 0 : above(response, p99));
    }

    private static double above(Histogram response, double ms) {
        long all = response.getTotalCount();
        long limit = Math.max(1, (long) (ms * MICROS));
        if (all == 0 || response.getMaxValue() < limit) {
            return 0;
        }
        // A budget is broken by what reaches it: the last microsecond below it is still good.
        long good = response.getCountBetweenValues(0, limit - 1);
        return (double) (all - good) / all;
    }
}
