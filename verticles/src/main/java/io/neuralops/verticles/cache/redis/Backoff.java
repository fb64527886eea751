package io.neuralops.verticles.cache.redis;

import java.util.function.DoubleSupplier;

/** How long to leave something alone that fails: longer each time, and drawn, so that not all come back at once. Of one thread. */
final class Backoff {
    private static final long FIRST_MS = 100;
    private static final long LONGEST_MS = 10_000;
    private static final int MOST_DOUBLINGS = 10;

    private final DoubleSupplier random;
    private int failures;

    /**
     * Has seen no failure yet.
     *
     * @param random from 0 to 1
     */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** It failed. How many milliseconds it is left alone now. */
    long failed() {
        long usual = Math.min(LONGEST_MS, FIRST_MS << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        return Math.max(1, Math.round(usual * (0.5 + random.getAsDouble())));
    }

    /** It did what it should. */
    void succeeded() {
        failures = 0;
    }
}
