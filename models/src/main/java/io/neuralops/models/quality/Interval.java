package io.neuralops.models.quality;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A figure and where it lies with 95 %, by the bootstrap; null where it is undefined.
 *
 * @param value of the sample itself
 */
public record Interval(
        @Nullable Double value,
        @Nullable Double lower,
        @Nullable Double upper) {
    private static final double TAIL = 0.025;

    static Interval of(double value, double[] resampled) {
        double[] sorted =
                Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0 || !Double.isFinite(value)) {
            return new Interval(Double.isFinite(value) ? value : null, null, null);
        }
        int cut = (int) (sorted.length * TAIL);
        return new Interval(value, sorted[cut], sorted[sorted.length - 1 - cut]);
    }
}
