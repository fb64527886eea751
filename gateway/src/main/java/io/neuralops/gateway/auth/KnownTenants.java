package io.neuralops.gateway.auth;

import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;

/** Which tenants there are. A name that isn't known is looked up anew, but not more often than once a second. */
public final class KnownTenants {
    private static final long LOOK_AGAIN_MS = 1_000;

    private record Seen(Set<TenantId> tenants, long at) {}

    private final Supplier<Future<Set<TenantId>>> store;
    private final Clock clock;
    private volatile Seen seen = new Seen(Set.of(), Long.MIN_VALUE);

    /**
     * Asks nobody yet.
     *
     * @param store asks for all tenants
     */
    public KnownTenants(Supplier<Future<Set<TenantId>>> store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Whether a tenant was there when last looked; asks nobody. */
    boolean remembers(TenantId tenant) {
        return seen.tenants().contains(tenant);
    }

    Future<Boolean> knows(TenantId tenant) {
        Seen last = seen;
        long now = clock.millis();
        if (last.tenants().contains(tenant)) {
            return Future.succeededFuture(true);
        }
        if (now - LOOK_AGAIN_MS < last.at()) {
            return Future.succeededFuture(false);
        }
        return store.get().map(tenants -> {
            seen = new Seen(Set.copyOf(tenants), now);
            return tenants.contains(tenant);
        });
    }
}
