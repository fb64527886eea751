package io.neuralops.verticles.rollup;

import java.time.Instant;

/**
 * A stretch of time in which rows changed.
 *
 * @param to its last moment
 */
record Reach(Instant from, Instant to) {
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** Everything since a time. */
    static Reach since(Instant from) {
        return new Reach(from, NEVER);
    }

    static Reach at(Instant time) {
        return new Reach(time, time);
    }

    boolean endless() {
        return to.equals(NEVER);
    }

    /** From the beginning of the one to the end of the other, and what is between them. */
    Reach with(Reach other) {
        return new Reach(other.from.isBefore(from) ? other.from : from, other.to.isAfter(to) ? other.to : to);
    }
}
