package io.neuralops.verticles.cache;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * What is kept, and for how long.
 *
 * @param ttl for how long an answer is kept at the most, give or take the jitter: it bounds how old an answer can be where nobody
 *     could be told of a change
 * @param jitter the share of {@code ttl} by which that is drawn up or down, so that what was kept together doesn't end together
 * @param mostBytes of an answer that is kept; a larger one is answered and forgotten
 * @param mostBytesInAll that this process keeps in memory
 */
public record Keeping(Duration ttl, double jitter, int mostBytes, long mostBytesInAll) {
    private static final Duration TTL = Duration.ofSeconds(60);
    private static final double JITTER = 0.1;
    private static final int MOST_BYTES = 512 << 10;
    private static final long MOST_BYTES_IN_ALL = 32L << 20;

    public Keeping {
        if (ttl.toMillis() < 1 || jitter < 0 || jitter >= 1 || mostBytes < 0 || mostBytesInAll < mostBytes) {
            throw new IllegalArgumentException("nothing could be kept like that");
        }
    }

    public static Keeping usual() {
        return new Keeping(TTL, JITTER, MOST_BYTES, MOST_BYTES_IN_ALL);
    }

    /** Whether an answer is small enough to be kept. */
    public boolean takes(Cached answer) {
        return answer.body().length() <= mostBytes;
    }

    /** For how long one answer is kept. */
    public Duration drawn(DoubleSupplier random) {
        double factor = 1 + jitter * (2 * random.getAsDouble() - 1);
        return Duration.ofMillis(Math.max(1, Math.round(ttl.toMillis() * factor)));
    }
}
