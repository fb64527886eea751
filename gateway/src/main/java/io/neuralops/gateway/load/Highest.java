package io.neuralops.gateway.load;

import io.neuralops.models.perf.Verdict;
import io.neuralops.verticles.profiler.Judgement;
import io.neuralops.verticles.profiler.load.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks for the highest rate at which the budget holds: doubles it until it doesn't, then halves what is between. */
public final class Highest {
    private static final int MOST_TRIALS = 30;
    /** Rates are told apart no closer than this. */
    private static final double CLOSE = 0.03;

    private static final double HIGHEST_RATE = 1_000_000;

    private final Measuring measuring;

    public Highest(Measuring measuring) {
        this.measuring = measuring;
    }

    /** A rate and what became of it. */
    public record Trial(double rate, LoadReport report) {}

    /**
     * What was found.
     *
     * @param rate the highest at which the budget held; null if it held at none
     * @param best what was measured at that rate
     */
    public record Found(
            @Nullable Double rate,
            @Nullable LoadResult best,
            @Nullable Judgement judgement,
            List<Trial> trials) {}

    /** Looks, beginning at a rate. */
    public Found of(Scenario scenario, double first) throws InterruptedException {
        List<Trial> trials = new ArrayList<>();
        @Nullable Double holds = null;
        @Nullable LoadResult best = null;
        @Nullable Judgement judgement = null;
        double breaks = Double.POSITIVE_INFINITY;
        double rate = first;
        while (trials.size() < MOST_TRIALS && rate >= 1 && rate <= HIGHEST_RATE) {
            LoadResult result = measuring.of(String.format(Locale.ROOT, "%.0f/s", rate), scenario.at(rate));
            Judgement judged = Judgement.of(result, scenario.limits());
            trials.add(new Trial(rate, LoadReport.of(result, judged)));
            if (result.stopped()) {
                break;
            }
            if (judged.verdict() == Verdict.PASS) {
                holds = rate;
                best = result;
                judgement = judged;
            } else {
                breaks = rate;
            }
            double low = holds == null ? 0 : holds;
            if (holds != null && breaks - low <= CLOSE * low) {
                break;
            }
            rate = breaks == Double.POSITIVE_INFINITY ? 2 * low : holds == null ? breaks / 2 : (low + breaks) / 2;
        }
        return new Found(holds, best, judgement, List.copyOf(trials));
    }
}
