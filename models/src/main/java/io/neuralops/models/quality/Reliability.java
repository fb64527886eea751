package io.neuralops.models.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of the reliability curve: of the runs that got such a probability, how many failed.
 *
 * @param from the least probability, which counts
 * @param to the highest, which doesn't, but for 1
 * @param probability their mean
 * @param failureRate the part that failed
 */
public record Reliability(double from, double to, int runs, double probability, double failureRate) {
    private static final int BINS = 10;

    /** The curve, over ten stretches of equal width of which the empty ones are left out. */
    public static List<Reliability> curve(double[] p, boolean[] failed) {
        int[] runs = new int[BINS];
        int[] failures = new int[BINS];
        double[] sums = new double[BINS];
        for (int i = 0; i < p.length; i++) {
            int bin = Math.min(BINS - 1, (int) (p[i] * BINS));
            runs[bin]++;
            failures[bin] += failed[i] ? 1 : 0;
            sums[bin] += p[i];
        }
        List<Reliability> curve = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (runs[bin] > 0) {
                curve.add(new Reliability(
                        bin / 10.0,
                        (bin + 1) / 10.0,
                        runs[bin],
                        sums[bin] / runs[bin],
                        (double) failures[bin] / runs[bin]));
            }
        }
        return curve;
    }
}
