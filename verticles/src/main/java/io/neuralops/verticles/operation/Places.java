package io.neuralops.verticles.operation;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Room for what costs much: so many at a time, and of a tenant no more than leaves some for others. */
public final class Places {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int all;
    private final int each;
    private final String refusal;
    private final Map<TenantId, Integer> taken = new HashMap<>();
    private int used;

    /**
     * Room.
     *
     * @param all at a time
     * @param each at a time of one tenant
     * @param refusal what is told to those for whom there is none
     */
    public Places(int all, int each, String refusal) {
        this.all = all;
        this.each = each;
        this.refusal = refusal;
    }

    /** Does something in a place; {@link Failure.Unavailable} if there is none. */
    public <T> Future<T> in(TenantId tenant, Supplier<Future<T>> work) {
        if (!take(tenant)) {
            return Future.failedFuture(new Failure.Unavailable(refusal, RETRY_AFTER).asException());
        }
        return Future.succeededFuture().compose(taken -> work.get()).onComplete(done -> release(tenant));
    }

    private synchronized boolean take(TenantId tenant) {
        int held = taken.getOrDefault(tenant, 0);
        if (used == all || held == each) {
            return false;
        }
        used++;
        taken.put(tenant, held + 1);
        return true;
    }

    private synchronized void release(TenantId tenant) {
        used--;
        taken.computeIfPresent(tenant, (key, held) -> held == 1 ? null : held - 1);
    }
}
