package io.neuralops.verticles.profiler.load;

import java.util.List;

/**
 * What a measurement came to.
 *
 * @param plan what was asked for
 * @param places how many requests could be under way at a time
 * @param all of what counts, the warm-up left out; its end is that of the sending
 * @param course second by second, until the last answer
 * @param stopped whether it was ended before its time
 */
public record LoadResult(LoadPlan plan, int places, Interval all, List<Interval> course, boolean stopped) {
    /** How many requests were meant to be sent in a second. */
    public double asked() {
        return plan.rate().expected() / Arrivals.seconds(plan.rate().duration());
    }

    /** How many good answers came in a second while it was sent; those that came later are not of that time. */
    public double held() {
        double good = 0;
        for (Interval interval : course) {
            double within = Math.min(interval.to(), all.to()) - interval.from();
            if (within > 0) {
                good += (interval.ended() - interval.failed()) * within / (interval.to() - interval.from());
            }
        }
        double seconds = all.to() - all.from();
        return seconds > 0 ? good / seconds : 0;
    }
}
