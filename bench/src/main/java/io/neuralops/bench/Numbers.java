package io.neuralops.bench;

import java.util.Collection;

/** Arithmetic of reports. */
final class Numbers {
    private Numbers() {}

    /** The value in the middle; of an even number of values the upper of the two. */
    static double median(Collection<? extends Number> values) {
        double[] sorted =
                values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Three decimals: more would claim more than was measured. */
    static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
