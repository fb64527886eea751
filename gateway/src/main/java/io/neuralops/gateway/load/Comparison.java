package io.neuralops.gateway.load;

import io.neuralops.verticles.profiler.Judgement;
import io.neuralops.verticles.profiler.load.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Two servers under the same load, by turns, so that both have the same weather. A ratio is the geometric mean of those of the
 * rounds, B to A, with a 95 % confidence interval by Student's t on their logarithms.
 *
 * @param a the first round's report of each, and so on, in turn
 */
public record Comparison(
        String a, String b, int rounds, Ratio p50, Ratio p95, Ratio p99, List<LoadReport> ofA, List<LoadReport> ofB) {
    /** Of the 97.5th percentile of Student's t, by degrees of freedom; from 30 on that of the normal distribution is near. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL = 1.96;

    /** A ratio with the ends of its interval: null where nothing was measured, or not twice. */
    public record Ratio(
            @Nullable Double ratio,
            @Nullable Double lower,
            @Nullable Double upper) {
        static Ratio of(List<Double> ratios) {
            if (ratios.isEmpty()) {
                return new Ratio(null, null, null);
            }
            double[] logs = ratios.stream().mapToDouble(Math::log).toArray();
            int n = logs.length;
            double mean = 0;
            for (double log : logs) {
                mean += log / n;
            }
            double squares = 0;
            for (double log : logs) {
                squares += (log - mean) * (log - mean);
            }
            if (n < 2) {
                return new Ratio(Math.exp(mean), null, null);
            }
            double error = Math.sqrt(squares / (n - 1) / n);
            double t = n - 2 >= T.length ? NORMAL : T[n - 2];
            return new Ratio(Math.exp(mean), Math.exp(mean - t * error), Math.exp(mean + t * error));
        }

        @Override
        public String toString() {
            return ratio == null
                    ? "not measured"
                    : lower == null
                            ? String.format(Locale.ROOT, "%.3f (once)", ratio)
                            : String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", ratio, lower, upper);
        }
    }

    /** Measures both in turn. */
    public static Comparison of(Measuring measuring, Scenario a, Scenario b, int rounds) throws InterruptedException {
        List<LoadReport> ofA = new ArrayList<>();
        List<LoadReport> ofB = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            boolean first = round % 2 == 1;
            LoadReport one = measured(measuring, "round " + round, first ? a : b);
            LoadReport other = measured(measuring, "round " + round, first ? b : a);
            ofA.add(first ? one : other);
            ofB.add(first ? other : one);
            if (one.stopped() || other.stopped()) {
                break;
            }
        }
        return new Comparison(
                a.url(),
                b.url(),
                ofA.size(),
                ratio(ofA, ofB, LoadReport.Times::p50Ms),
                ratio(ofA, ofB, LoadReport.Times::p95Ms),
                ratio(ofA, ofB, LoadReport.Times::p99Ms),
                ofA,
                ofB);
    }

    private static LoadReport measured(Measuring measuring, String round, Scenario scenario)
            throws InterruptedException {
        LoadResult result = measuring.of(round + ", " + scenario.url(), scenario);
        return LoadReport.of(result, Judgement.of(result, scenario.limits()));
    }

    private static Ratio ratio(List<LoadReport> a, List<LoadReport> b, ToDoubleFunction<LoadReport.Times> time) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            double base = time.applyAsDouble(a.get(i).responseTime());
            double other = time.applyAsDouble(b.get(i).responseTime());
            if (base > 0 && other > 0) {
                ratios.add(other / base);
            }
        }
        return Ratio.of(ratios);
    }
}
