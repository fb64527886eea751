package io.neuralops.gateway.demo;

/**
 * How a workflow fails when nothing around it is wrong.
 *
 * @param flakiness chance that an ordinary run fails by itself, independently of the run before
 * @param daysBetweenBreaks how long it stays unbroken on average; once broken, nearly every run fails
 * @param repairHours how long it stays broken on average
 */
record Health(double flakiness, double daysBetweenBreaks, double repairHours) {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    /** Fails now and then and never stays broken. */
    static Health sound(double flakiness) {
        return new Health(flakiness, NEVER, 0);
    }

    /** Fails now and then, and is broken every week or two until somebody mends it. */
    static Health breakable(double flakiness) {
        return new Health(flakiness, 8, 22);
    }

    /** Fails often for no reason, and has its longer troubles as well. */
    static Health flaky(double flakiness) {
        return new Health(flakiness, 12, 20);
    }

    /** Nobody minds it any more: it is broken most of the time. */
    static Health neglected() {
        return new Health(0.10, 1.5, 140);
    }

    boolean breaks() {
        return daysBetweenBreaks < NEVER;
    }
}
