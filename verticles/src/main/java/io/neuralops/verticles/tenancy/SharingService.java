package io.neuralops.verticles.tenancy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.SharingStore;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.vertx.core.Future;

/**
 * Shows and settles whether the base model may learn from the history of the caller's tenant. That is the tenant's to say, and not
 * the platform's.
 */
public final class SharingService {
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);

    private final Database database;
    private final SharingStore store;
    private final Withdrawal base;
    private final Events events;

    public SharingService(Database database, SharingStore store, Withdrawal base, Events events) {
        this.database = database;
        this.store = store;
        this.base = base;
        this.events = events;
    }

    /** Whether it may. */
    public Future<SharingView> show(Principal principal, ShowSharing query) {
        return database.read(PLATFORM, session -> store.of(session, principal.tenant()))
                .map(found -> new SharingView(found.orElseThrow(SharingService::notThere)));
    }

    /**
     * Settles it. Of the list of tenants no more than the caller's own line is touched. When the last one withdraws, the base model
     * answers no more: nobody is left who said that others may be answered from their history.
     */
    public Future<SharingView> settle(Principal principal, SettleSharing command) {
        boolean share = command.shareHistory();
        return database.tx(
                        PLATFORM,
                        session -> store.settle(session, principal.tenant(), share)
                                .compose(there ->
                                        (share ? Future.succeededFuture(0) : retireIfLast(session)).map(there)))
                .map(there -> {
                    if (!there) {
                        throw notThere();
                    }
                    if (!share) {
                        base.forget();
                    }
                    events.publish(new Event.SharingSettled(principal.tenant(), share));
                    return new SharingView(share);
                });
    }

    /** To be called when a tenant went, who may have been the last that shared. */
    Future<Integer> left() {
        return database.tx(PLATFORM, this::retireIfLast).onSuccess(done -> base.forget());
    }

    private Future<Integer> retireIfLast(Session session) {
        return store.all(session).compose(left -> left.isEmpty() ? base.retire(session) : Future.succeededFuture(0));
    }

    private static RuntimeException notThere() {
        return new Failure.NotFound("there is no such tenant").asException();
    }
}
