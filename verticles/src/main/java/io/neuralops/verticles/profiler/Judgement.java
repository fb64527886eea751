package io.neuralops.verticles.profiler;

import io.neuralops.models.perf.Verdict;
import io.neuralops.verticles.profiler.load.Interval;
import io.neuralops.verticles.profiler.load.LoadResult;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * A verdict and why.
 *
 * @param reason a sentence
 */
public record Judgement(Verdict verdict, String reason) {
    private static final double MICROS = 1_000;
    /** The generator's own delay must be small beside what is allowed. */
    private static final double LATE_SHARE = 0.1;

    private static final double SURELY_PUNCTUAL_MS = 10;
    private static final double BUSY_SHARE = 0.9;

    /** Judges a measurement. */
    public static Judgement of(LoadResult result, Budget budget) {
        return of(result.all(), result.held(), result.places(), budget);
    }

    /**
     * Judges what was measured within some time.
     *
     * @param held good answers a second
     * @param places how many requests could be under way at a time
     */
    public static Judgement of(Interval all, double held, int places, Budget budget) {
        if (all.ended() == 0) {
            return new Judgement(Verdict.INVALID, "nothing was measured");
        }
        double late = all.lateness().getValueAtPercentile(99) / MICROS;
        double allowed = Math.min(SURELY_PUNCTUAL_MS, LATE_SHARE * budget.p95Ms());
        if (late > allowed) {
            return new Judgement(
                    Verdict.INVALID,
                    String.format(
                            Locale.ROOT,
                            "the generator itself was late: p99 %.1f ms, at most %.1f ms may be",
                            late,
                            allowed));
        }
        List<String> broken = budget.broken(all, held);
        if (broken.isEmpty()) {
            return new Judgement(Verdict.PASS, "all of the budget holds");
        }
        if (shortOfConnections(all, budget, held, places)) {
            return new Judgement(
                    Verdict.INVALID,
                    String.format(
                            Locale.ROOT,
                            "%d requests waited since %d were under way, as many as there can be; what was sent was answered in"
                                    + " time: more connections are needed to tell",
                            all.blocked(),
                            places));
        }
        return new Judgement(Verdict.FAIL, String.join("; ", broken));
    }

    /**
     * Whether service times, which don't count the waiting, hold all that response times break, while the connections were
     * busy nearly all of the time. A server that stops for a while makes requests wait too, but keeps connections busy for no
     * longer than that.
     */
    private static boolean shortOfConnections(Interval all, Budget budget, double held, int places) {
        Histogram service = all.service();
        double busy = service.getMean() / MICROS / MICROS * service.getTotalCount() / (all.to() - all.from());
        if (busy < BUSY_SHARE * places) {
            return false;
        }
        Interval sent =
                new Interval(all.from(), all.to(), service, service, all.lateness(), all.blocked(), all.failures());
        return budget.broken(sent, held).isEmpty();
    }
}
