package io.neuralops.verticles.operation;

/** So many a second, and as many at once after a pause. Thread-safe. */
public final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private double tokens;
    private long filledAt;

    /**
     * Begins full.
     *
     * @param now nanoseconds of a clock that never goes back
     */
    public TokenBucket(double perSecond, long now) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.filledAt = now;
    }

    /** Takes a token, and returns 0; else how many seconds it is until there is one. */
    public synchronized double take(long now) {
        tokens = Math.min(perSecond, tokens + Math.max(0, now - filledAt) / NANOS * perSecond);
        filledAt = now;
        if (tokens < 1) {
            return (1 - tokens) / perSecond;
        }
        tokens--;
        return 0;
    }
}
