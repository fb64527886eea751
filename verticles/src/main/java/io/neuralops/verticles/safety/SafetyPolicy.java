package io.neuralops.verticles.safety;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.SafetyStore;
import io.vertx.core.Future;

/**
 * The one place where it is decided whether the service does something by itself or a person has to say so. It is manual for each
 * tenant, but for what the tenant's admin has approved beforehand. Asked anew each time: what was withdrawn is withdrawn.
 */
public final class SafetyPolicy {
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);

    private final Database database;
    private final SafetyStore store;

    public SafetyPolicy(Database database, SafetyStore store) {
        this.database = database;
        this.store = store;
    }

    /** Whether an action needs no person. One that this version doesn't know is approved by nobody. */
    public Future<Boolean> mayDo(TenantId tenant, Action action) {
        return database.read(PLATFORM, session -> store.preApproved(session, tenant))
                .map(approved -> approved.contains(action.label()));
    }
}
