package io.neuralops.verticles.profiler.burn;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much of the time until now was bad: each piece of time by the share of it that was. What was not measured was good. For
 * one thread.
 */
final class BadTime {
    private final long range;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long sum;

    /**
     * A piece of time.
     *
     * @param from nanoseconds since the epoch
     * @param bad how many of the nanoseconds were: whole ones, so that what is added and taken away again leaves nothing behind
     */
    private record Piece(long from, long to, long bad) {}

    BadTime(Duration range) {
        this.range = range.toNanos();
    }

    /** Adds a piece of time, after those before it; in nanoseconds since the epoch. */
    void add(long from, long to, double share) {
        long bad = Math.round(share * (to - from));
        if (bad > 0) {
            pieces.add(new Piece(from, to, bad));
            sum += bad;
        }
    }

    /** What share of the time until now was bad. Time doesn't go back. */
    double share(long now) {
        long start = now - range;
        while (!pieces.isEmpty() && pieces.peek().to() <= start) {
            sum -= pieces.remove().bad();
        }
        Piece first = pieces.peek();
        double before = first == null || first.from() >= start
                ? 0
                : (double) first.bad() * (start - first.from()) / (first.to() - first.from());
        return (sum - before) / range;
    }
}
