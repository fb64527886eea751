package io.neuralops.bench.load;

/** Looks for the highest rate that a server sustains. */
public final class Saturation {
    private static final double PRECISION = 0.04;
    private static final double LEAST = 1;
    private static final int TRIES = 2;

    private Saturation() {}

    /** Tries a rate, in requests a second: whether it was sustained. */
    @FunctionalInterface
    public interface Trial {
        boolean sustains(double perSecond) throws Exception;
    }

    /**
     * The highest rate, to within a twenty-fifth; 0 if there is none. A rate is taken as too high only when it failed twice,
     * as a machine may be busy with something else for a moment.
     *
     * @param first where to begin; it is doubled until that is too much
     */
    public static double highest(double first, Trial trial) throws Exception {
        double high = first;
        while (sustains(trial, high)) {
            high *= 2;
        }
        double low = high > first ? high / 2 : 0;
        while (high - low > Math.max(LEAST, PRECISION * low)) {
            double middle = (low + high) / 2;
            if (sustains(trial, middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean sustains(Trial trial, double perSecond) throws Exception {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (trial.sustains(perSecond)) {
                return true;
            }
        }
        return false;
    }
}
