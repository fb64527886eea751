package io.neuralops.models.quality;

import io.neuralops.models.figures.BinaryMetrics;
import io.neuralops.models.train.Pace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How sure the figures of a holdout are, by the bootstrap: its runs are drawn again and again. They are drawn one by one although
 * failures come in streaks, which makes the intervals somewhat too narrow.
 *
 * @param runs how many there are
 * @param seed with which the same runs are drawn again
 */
public record Certainty(
        Interval rocAuc, Interval prAuc, Interval brier, Interval ece, int runs, int resamples, long seed) {
    private static final int MOST = 1_000;
    private static final int LEAST = 200;
    /** Draws of single runs in all, so that a training of a million runs doesn't wait for it. */
    private static final int DRAWS = 40_000_000;

    /** Draws that take some hundred microseconds. */
    private static final int A_STEP = 4_096;

    private static final int BINS = 10;

    /** Draws without a rest. */
    public static Certainty of(double[] p, boolean[] failed, long seed) {
        return of(p, failed, seed, Pace.FREE);
    }

    /** Draws. */
    public static Certainty of(double[] p, boolean[] failed, long seed, Pace pace) {
        int resamples = Math.clamp(DRAWS / Math.max(1, p.length), LEAST, MOST);
        Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, pace.sorting(Comparator.comparingDouble(i -> -p[i]), 0));
        double[] sortedP = new double[p.length];
        boolean[] sortedFailed = new boolean[p.length];
        for (int i = 0; i < p.length; i++) {
            sortedP[i] = p[order[i]];
            sortedFailed[i] = failed[order[i]];
        }
        double[][] drawn = new double[4][resamples];
        SplittableRandom random = new SplittableRandom(seed);
        int[] times = new int[p.length];
        for (int r = 0; r < resamples; r++) {
            Arrays.fill(times, 0);
            for (int i = 0; i < times.length; i++) {
                times[random.nextInt(times.length)]++;
                if (i % A_STEP == 0) {
                    pace.step((double) r / resamples);
                }
            }
            Weighted figures = Weighted.of(sortedP, sortedFailed, times);
            drawn[0][r] = figures.rocAuc;
            drawn[1][r] = figures.prAuc;
            drawn[2][r] = figures.brier;
            drawn[3][r] = figures.ece;
        }
        return new Certainty(
                Interval.of(BinaryMetrics.rocAuc(p, failed), drawn[0]),
                Interval.of(BinaryMetrics.averagePrecision(p, failed), drawn[1]),
                Interval.of(BinaryMetrics.brier(p, failed), drawn[2]),
                Interval.of(BinaryMetrics.ece(p, failed), drawn[3]),
                p.length,
                resamples,
                seed);
    }

    /** The figures of {@link BinaryMetrics} where each run counts so many times; runs are in descending order of probability. */
    private record Weighted(double rocAuc, double prAuc, double brier, double ece) {
        static Weighted of(double[] p, boolean[] failed, int[] times) {
            double area = 0;
            double precision = 0;
            double squares = 0;
            double hits = 0;
            double seen = 0;
            double[] surplus = new double[BINS];
            int i = 0;
            while (i < p.length) {
                double positives = 0;
                double negatives = 0;
                double score = p[i];
                for (; i < p.length && p[i] == score; i++) {
                    if (failed[i]) {
                        positives += times[i];
                    } else {
                        negatives += times[i];
                    }
                }
                area += negatives * (hits + positives / 2);
                hits += positives;
                seen += positives + negatives;
                precision += seen == 0 ? 0 : positives * (hits / seen);
                squares += positives * (1 - score) * (1 - score) + negatives * score * score;
                surplus[Math.min(BINS - 1, (int) (score * BINS))] += (positives + negatives) * score - positives;
            }
            return new Weighted(
                    area / (hits * (seen - hits)),
                    precision / hits,
                    squares / seen,
                    Arrays.stream(surplus).map(Math::abs).sum() / seen);
        }
    }
}
