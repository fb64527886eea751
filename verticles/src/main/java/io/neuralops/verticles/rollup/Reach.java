package io.neuralops.verticles.rollup;

import java.time.Instant;

/**
 * A stretch of time in which rows changed.
 *
 * @param to its last moment
 * @param next whether what turns bad next is to be looked at as well: after a new good time, it may be that it does
 */
record Reach(Instant from, Instant to, boolean next) {
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** Everything since a time. */
    static Reach since(Instant from) {
        return new Reach(from, NEVER, false);
    }

    static Reach bad(Instant time) {
        return new Reach(time, time, false);
    }

    static Reach good(Instant time) {
        return new Reach(time, time, true);
    }

    Reach until(Instant time) {
        return new Reach(from, time, next);
    }

    boolean covers(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    boolean endless() {
        return to.equals(NEVER);
    }
}
