package io.neuralops.gateway.auth;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Set;

/** Which tenants there are. A name that isn't known is looked up anew, but not more often than once a second. */
public final class KnownTenants {
    private static final long LOOK_AGAIN_MS = 1_000;

    private record Seen(Set<TenantId> tenants, long at) {}

    private final Database database;
    private final Blocking blocking;
    private final Clock clock;
    private volatile Seen seen = new Seen(Set.of(), Long.MIN_VALUE);

    public KnownTenants(Database database, Blocking blocking, Clock clock) {
        this.database = database;
        this.blocking = blocking;
        this.clock = clock;
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
        return blocking.run(database::tenants).map(tenants -> {
            seen = new Seen(Set.copyOf(tenants), now);
            return tenants.contains(tenant);
        });
    }
}
