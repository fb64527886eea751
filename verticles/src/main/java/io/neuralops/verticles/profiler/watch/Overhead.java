package io.neuralops.verticles.profiler.watch;

/**
 * Keeps the profiler's own cost within what it may take: over it all rates shrink by as much as that takes, well below it they
 * grow again, slowly. They begin low: what was never run before costs several times as much. For one thread.
 */
final class Overhead {
    private static final double WELL_BELOW = 0.8;
    private static final double GROWTH = 1.25;
    /** Not all of the cost depends on the rates. */
    private static final double SLACK = 0.95;

    private static final double FIRST = 0.25;
    private static final double LEAST = 0.001;

    private final double allowed;
    private double scale = FIRST;

    Overhead(double allowed) {
        this.allowed = allowed;
    }

    /** What share of the rates is to be asked now. */
    double scale() {
        return scale;
    }

    /**
     * What share of the rates is to be asked from now on.
     *
     * @param share of a core that was taken since the last time
     */
    double after(double share) {
        if (share > allowed) {
            scale = Math.max(LEAST, scale * Math.max(0.5, SLACK * allowed / share));
        } else if (share < WELL_BELOW * allowed) {
            scale = Math.min(1, scale * GROWTH);
        }
        return scale;
    }
}
