package io.neuralops.gateway.http;

/**
 * How many requests may be under way on an event loop: fewer after each turn that took too long, more after each that didn't
 * (additive increase and multiplicative decrease, as TCP finds its window; Jacobson, 1988). Work that was admitted takes the
 * time in which others should be refused, so how much can be admitted in time depends on how much has to be refused.
 */
final class Places {
    /** Some turns of this length, one after the other, are what answers in time have to spare. */
    private static final long LONG_TURN_NANOS = 4_000_000;

    private static final double SHRINKING = 0.9;
    private static final double GROWTH = 1;
    /** Enough for the writer to have a batch. */
    private static final int FEWEST = 16;

    private final int most;
    private double now;

    Places(int most) {
        this.most = most;
        this.now = most;
    }

    int now() {
        return (int) now;
    }

    void turnTook(long nanos) {
        now = nanos > LONG_TURN_NANOS
                ? Math.max(Math.min(FEWEST, most), now * SHRINKING)
                : Math.min(most, now + GROWTH);
    }
}
