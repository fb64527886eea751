package io.neuralops.verticles.rollup;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.TenantRollupStore;
import io.vertx.core.Future;

/**
 * Tells the platform the days of a tenant that have changed. Two transactions of two principals: if the process ends between them, the
 * days are told again.
 */
final class Telling {
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);
    private static final int DAYS = 400;

    private final Database database;
    private final TenantRollupStore store = new TenantRollupStore();

    Telling(Database database) {
        this.database = database;
    }

    /** Tells what has changed; whether there is more. */
    Future<Boolean> tell(TenantId tenant) {
        Principal service = Principal.service(tenant);
        return database.read(service, session -> store.toTell(session, tenant, DAYS))
                .compose(days -> days.isEmpty()
                        ? Future.succeededFuture(false)
                        : database.tx(PLATFORM, session -> store.put(session, tenant, days))
                                .compose(put -> database.tx(service, session -> store.told(session, tenant, days)))
                                .map(days.size() == DAYS));
    }

    /** Takes away what was told of a tenant. */
    Future<Integer> forget(TenantId tenant) {
        return database.tx(PLATFORM, session -> store.forget(session, tenant));
    }
}
