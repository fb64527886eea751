package io.neuralops.models.evaluate;

import io.neuralops.models.train.Pace;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What a model gains over another on the same runs, by the paired bootstrap: the runs are drawn again and again, with both
 * models' losses on each, so that what makes a run hard for both falls out.
 *
 * @param mean in nats for each run; above 0 if the first is better
 * @param lower with 95 % the gain is above it: a one-sided bound, as only a loss would do harm
 * @param upper with 95 % it is below this one
 * @param seed with which the same runs are drawn again
 */
public record Gain(double mean, double lower, double upper, int resamples, long seed) {
    /** So many make the ends of the interval steady to a few per cent of its width. */
    public static final int RESAMPLES = 2_000;

    /** So many draws are a step: a fraction of a millisecond of work. */
    private static final int DRAWS = 20_000;

    private static final double TAIL = 0.05;

    /**
     * Draws.
     *
     * @param differences for each run the other's loss less the model's own; not empty
     */
    public static Gain of(double[] differences, long seed) {
        return of(differences, seed, Pace.FREE);
    }

    /** The same at a pace. */
    static Gain of(double[] differences, long seed, Pace pace) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[RESAMPLES];
        int count = differences.length;
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int drawn = 0; drawn < count; drawn++) {
                if (drawn % DRAWS == 0) {
                    pace.step((double) i / RESAMPLES);
                }
                sum += differences[random.nextInt(count)];
            }
            means[i] = sum / count;
        }
        Arrays.sort(means);
        int cut = (int) (RESAMPLES * TAIL);
        return new Gain(
                Arrays.stream(differences).average().orElse(Double.NaN),
                means[cut],
                means[RESAMPLES - 1 - cut],
                RESAMPLES,
                seed);
    }
}
