package io.neuralops.verticles.cache.redis;

import java.time.Duration;

/**
 * How long Redis may take.
 *
 * @param patienceMs for an answer that somebody waits for, milliseconds
 * @param writePatienceMs for taking an answer or a change, for which nobody waits
 * @param near for how long a process doesn't ask again: others' changes are seen that much later
 */
record Pace(long patienceMs, long writePatienceMs, Duration near) {
    /** A timer may be late, and 20 ms are what a call may lose. */
    static Pace usual() {
        return new Pace(15, 250, Duration.ofMillis(50));
    }
}
