package io.neuralops.gateway.auth;

import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Which tenants there are. A name that isn't known is looked up anew, but not more often than once a second. */
public final class KnownTenants {
    private static final long LOOK_AGAIN_MS = 1_000;

    private static final Seen NOTHING = new Seen(Set.of(), Long.MIN_VALUE / 2);

    private record Seen(Set<TenantId> tenants, long at) {}

    private final Supplier<Future<Set<TenantId>>> store;
    private final Clock clock;
    private final AtomicReference<Seen> seen = new AtomicReference<>(NOTHING);
    /** How often something changed: what was asked before must not be kept after. */
    private final AtomicLong changes = new AtomicLong();

    /**
     * Asks nobody yet.
     *
     * @param store asks for all tenants
     */
    public KnownTenants(Supplier<Future<Set<TenantId>>> store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A tenant came or went: from now on all are looked up anew. */
    public void changed() {
        changes.incrementAndGet();
        seen.set(NOTHING);
    }

    /** Whether a tenant was there when last looked; asks nobody. */
    boolean remembers(TenantId tenant) {
        return seen.get().tenants().contains(tenant);
    }

    Future<Boolean> knows(TenantId tenant) {
        Seen last = seen.get();
        long now = clock.millis();
        if (last.tenants().contains(tenant)) {
            return Future.succeededFuture(true);
        }
        if (now - LOOK_AGAIN_MS < last.at()) {
            return Future.succeededFuture(false);
        }
        long before = changes.get();
        return store.get().compose(tenants -> {
            seen.set(new Seen(Set.copyOf(tenants), now));
            if (changes.get() == before) {
                return Future.succeededFuture(tenants.contains(tenant));
            }
            seen.set(NOTHING);
            return knows(tenant);
        });
    }
}
