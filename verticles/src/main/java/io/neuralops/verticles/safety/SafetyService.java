package io.neuralops.verticles.safety;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.SafetyStore;
import io.vertx.core.Future;

/** Shows and settles what happens by itself in the caller's tenant. */
public final class SafetyService {
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);

    private final Database database;
    private final SafetyStore store;

    public SafetyService(Database database, SafetyStore store) {
        this.database = database;
        this.store = store;
    }

    /** What happens by itself. */
    public Future<SafetyView> show(Principal principal, ShowSafety query) {
        return database.read(PLATFORM, session -> store.preApproved(session, principal.tenant()))
                .map(SafetyView::of);
    }

    /** Settles it. The list of tenants is the platform's; of it no more than the caller's own line is touched. */
    public Future<SafetyView> settle(Principal principal, SettleSafety command) {
        return database.tx(PLATFORM, session -> store.approve(session, principal.tenant(), command.preApproved()))
                .map(there -> {
                    if (!there) {
                        throw new Failure.NotFound("there is no such tenant").asException();
                    }
                    return SafetyView.of(command.preApproved());
                });
    }
}
