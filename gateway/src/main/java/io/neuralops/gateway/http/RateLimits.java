package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.TokenBucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Lets each tenant have so many requests a second, and as many at once after a pause (a token bucket). What is over is
 * refused before anything is done for it. Thread-safe.
 */
public final class RateLimits {
    private final double perSecond;
    private final LongSupplier nanoTime;
    private final Map<TenantId, TokenBucket> buckets = new ConcurrentHashMap<>();

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
        double seconds = buckets.computeIfAbsent(tenant, t -> new TokenBucket(perSecond, now))
                .take(now);
        if (seconds > 0) {
            throw new Failure.RateLimited(
                            "the tenant may make " + (int) perSecond + " requests a second",
                            Duration.ofMillis((long) Math.ceil(seconds * 1_000)))
                    .asException();
        }
    }
}
