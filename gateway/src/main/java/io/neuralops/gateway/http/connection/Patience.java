package io.neuralops.gateway.http.connection;

import java.time.Duration;

/**
 * How long callers are waited for.
 *
 * @param head for a whole request head, from the opening of the connection or the end of the last answer
 * @param body over which a body has to keep its pace
 * @param bodyBytesPerSecond the least pace of a body
 * @param reading for a caller that takes nothing of its answer, while no more of it fits into memory
 */
public record Patience(Duration head, Duration body, int bodyBytesPerSecond, Duration reading) {
    private static final int LOOKS = 8;
    private static final long MIN_PERIOD_MS = 5;
    private static final long MAX_PERIOD_MS = 1_000;

    /** What callers of a real service get. */
    public static Patience usual() {
        return new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), 1 << 10, Duration.ofSeconds(60));
    }

    /** The bytes of a body that have to come within its time. */
    public long bodyBytes() {
        return body.toMillis() * bodyBytesPerSecond / 1_000;
    }

    /** Milliseconds between two looks: several within the shortest time. */
    long periodMillis() {
        long shortest = Math.min(head.toMillis(), Math.min(body.toMillis(), reading.toMillis()));
        return Math.clamp(shortest / LOOKS, MIN_PERIOD_MS, MAX_PERIOD_MS);
    }
}
