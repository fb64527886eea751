package io.neuralops.verticles.profiler.watch;

/**
 * Keeps the profiler's own cost within what it may take: over it all rates shrink by as much as that takes, well below it they
 * grow again, slowly. They begin low: what was never run before costs several times as much. And while the JVM compiles, more than half of
 * what is allowed is left to that: in a service with nothing else to do it is done for the profiler, and nobody can tell in another. For
 * one thread.
 */
final class Overhead {
    private static final double WELL_BELOW = 0.8;
    private static final double GROWTH = 1.25;
    /** Not all of the cost depends on the rates. */
    private static final double SLACK = 0.95;

    private static final double FIRST = 0.25;
    private static final double LEAST = 0.001;
    private static final double WHILE_COMPILING = 0.45;
    /** Of what is allowed; less is what goes on in any process. */
    private static final double NOTICEABLE = 0.1;
    /** For so many windows after it did, the JVM is thought to compile: it does so by fits and starts. */
    private static final int FITS = 12;

    private final double allowed;
    private double scale = FIRST;
    private int compiling = FITS;

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
     * @param compiled the share that the JVM's compiler took meanwhile
     */
    double after(double share, double compiled) {
        compiling = compiled > NOTICEABLE * allowed ? FITS : Math.max(0, compiling - 1);
        double limit = compiling > 0 ? WHILE_COMPILING * allowed : allowed;
        if (share > limit) {
            scale = Math.max(LEAST, scale * Math.max(0.5, SLACK * limit / share));
        } else if (share < WELL_BELOW * limit) {
            scale = Math.min(1, scale * GROWTH);
        }
        return scale;
    }
}
