package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Lets each tenant have so many requests a second, and as many at once after a pause (a token bucket). What is over is
 * refused before anything is done for it. Thread-safe.
 */
public final class RateLimits {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final LongSupplier nanoTime;
    private final Map<TenantId, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * Sets the limit.
     *
     * @param perSecond requests of a tenant in a second; 0 for no limit
     * @param nanoTime a clock that never goes back
     */
    public RateLimits(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Counts a request of a tenant; {@link Failure.RateLimited} if it is one too many. */
    void admit(TenantId tenant) {
        if (perSecond == 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        double missing =
                buckets.computeIfAbsent(tenant, t -> new Bucket(perSecond, now)).take(now);
        if (missing > 0) {
            throw new Failure.RateLimited(
                            "the tenant may make " + (int) perSecond + " requests a second",
                            Duration.ofMillis((long) Math.ceil(missing / perSecond * 1_000)))
                    .asException();
        }
    }

    private static final class Bucket {
        private final double perSecond;
        private double tokens;
        private long filledAt;

        Bucket(double perSecond, long now) {
            this.perSecond = perSecond;
            this.tokens = perSecond;
            this.filledAt = now;
        }

        /** Takes a token; else how much of one is missing. */
        synchronized double take(long now) {
            tokens = Math.min(perSecond, tokens + Math.max(0, now - filledAt) / NANOS * perSecond);
            filledAt = now;
            if (tokens < 1) {
                return 1 - tokens;
            }
            tokens--;
            return 0;
        }
    }
}
