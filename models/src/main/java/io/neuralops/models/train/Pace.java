package io.neuralops.models.train;

import java.util.Comparator;

/**
 * Told again and again by something that computes for long, at least every few milliseconds. Whoever is told may wait a little, so
 * that others get at a processor, and may throw to have it given up.
 */
@FunctionalInterface
public interface Pace {
    /** Neither waits nor gives up. */
    Pace FREE = done -> {};

    /** So many rows are a step: a fraction of a millisecond of work. */
    int ROWS = 64;

    /** So many comparisons of things that are spread over the memory are a step too. */
    int COMPARISONS = 1_024;

    /**
     * A step was made.
     *
     * @param done which part of the whole, from 0 to 1
     */
    void step(double done);

    /** The pace of a part of the whole. */
    default Pace part(double from, double to) {
        return done -> step(from + done * (to - from));
    }

    /** An order that takes a step now and then, for who sorts by it. For one thread. */
    default <T> Comparator<T> sorting(Comparator<? super T> order, double done) {
        return new Comparator<>() {
            private int compared;

            @Override
            public int compare(T one, T other) {
                compared++;
                if (compared % COMPARISONS == 0) {
                    step(done);
                }
                return order.compare(one, other);
            }
        };
    }

    /** A step, if so many rows make one. */
    default void row(int row, int rows) {
        if (row % ROWS == 0) {
            step((double) row / rows);
        }
    }
}
