package io.neuralops.gateway.bridge;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.TokenBucket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How many connections there may be, of the process: in all, of each tenant, and in each second. Thread-safe. */
final class Places {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final BridgeLimits limits;
    private final LongSupplier nanoTime;
    private final TokenBucket knocks;
    private final Map<TenantId, TokenBucket> knocksOf = new HashMap<>();
    private final Map<TenantId, Integer> taken = new HashMap<>();
    private int all;
    private int unnamed;

    Places(BridgeLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        knocks = new TokenBucket(limits.knocksPerSecond(), nanoTime.getAsLong());
    }

    /** Counts an attempt to connect; {@link Failure.RateLimited} if too many are made. */
    void knock() {
        admit(knocks, "too many connections are opened at once");
    }

    /** Takes a place for a connection, whose tenant may be known later; a failure if there is none. */
    synchronized void enter(@Nullable TenantId tenant) {
        if (all >= limits.connections()) {
            throw new Failure.Unavailable("the bridge has all the connections it takes", RETRY_AFTER).asException();
        }
        if (tenant == null) {
            if (unnamed >= limits.unnamed()) {
                throw new Failure.Unavailable(
                                "too many connections have not said who they are; send the token as a header",
                                RETRY_AFTER)
                        .asException();
            }
            unnamed++;
        } else {
            take(tenant);
        }
        all++;
    }

    /** It turned out whose a connection is; a failure, and no place is held for it any more, if the tenant has too many. */
    synchronized void name(TenantId tenant) {
        unnamed--;
        try {
            take(tenant);
        } catch (RuntimeException full) {
            all--;
            throw full;
        }
    }

    /** A connection ended. */
    synchronized void leave(@Nullable TenantId tenant) {
        all--;
        if (tenant == null) {
            unnamed--;
        } else {
            taken.computeIfPresent(tenant, (t, own) -> own == 1 ? null : own - 1);
        }
    }

    /** How many there are. */
    synchronized int open() {
        return all;
    }

    private void take(TenantId tenant) {
        admit(
                knocksOf.computeIfAbsent(tenant, t -> new TokenBucket(limits.knocksOfTenant(), nanoTime.getAsLong())),
                "the tenant opens too many connections at once");
        int own = taken.getOrDefault(tenant, 0);
        if (own >= limits.ofTenant()) {
            throw new Failure.Overloaded(
                            "the tenant has " + own + " connections to the bridge, which is all it may have",
                            RETRY_AFTER)
                    .asException();
        }
        taken.put(tenant, own + 1);
    }

    private void admit(TokenBucket bucket, String why) {
        double seconds = bucket.take(nanoTime.getAsLong());
        if (seconds > 0) {
            throw new Failure.RateLimited(why, Duration.ofMillis((long) Math.ceil(seconds * 1_000))).asException();
        }
    }
}
