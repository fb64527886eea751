package io.neuralops.verticles.profiler.load;

import org.jspecify.annotations.Nullable;

/**
 * Which answers are good.
 *
 * @param status the only good one; null for all of 2xx
 * @param contains what the body must hold; null if it doesn't matter
 * @param maxBytes of a body: a longer one is an error, and isn't read to its end
 */
public record Expectation(
        @Nullable Integer status, @Nullable String contains, long maxBytes) {
    private static final long MOST_BYTES = 16 << 20;

    /** Any 2xx will do. */
    public static final Expectation USUAL = new Expectation(null, null, MOST_BYTES);

    boolean good(int answered) {
        return status == null ? answered / 100 == 2 : status == answered;
    }
}
