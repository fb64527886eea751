package io.neuralops.verticles.erasure;

import io.neuralops.models.privacy.Traces;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.ErasureStore;
import io.neuralops.sql.store.ErasureStore.Part;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.util.Set;

/** Takes a person's traces out of the texts of rows. */
public final class Rows {
    private static final int STRETCH = 1_000;

    private final Database database;
    private final ErasureStore store;
    private final Blocking blocking;

    public Rows(Database database, ErasureStore store, Blocking blocking) {
        this.database = database;
        this.store = store;
        this.blocking = blocking;
    }

    /** Goes through a table up to the row that is the last now: changed runs go to the end and are not met again. */
    Future<TableErasure> erase(Principal principal, Part part, Traces traces, boolean forReal) {
        TenantId tenant = principal.tenant();
        Set<String> marks = traces.marks();
        return database.read(principal, session -> store.last(session, tenant, part))
                .compose(last -> Walk.through(
                        part.table(),
                        blocking,
                        after -> after >= last
                                ? Future.succeededFuture(Walk.Stretch.NONE)
                                : database.read(principal, session -> look(session, tenant, part, after, marks))
                                        .compose(seen -> !forReal || seen.found() == 0
                                                ? Future.succeededFuture(seen)
                                                : rewrite(principal, part, after, seen, traces))));
    }

    private Future<Walk.Stretch> look(Session session, TenantId tenant, Part part, long after, Set<String> marks) {
        return store.end(session, tenant, part, after, STRETCH)
                .compose(end -> store.count(session, tenant, part, after, end, marks)
                        .map(found -> new Walk.Stretch(end, found, 0)));
    }

    private Future<Walk.Stretch> rewrite(Principal principal, Part part, long after, Walk.Stretch seen, Traces traces) {
        return database.tx(
                        principal,
                        session -> store.rewrite(
                                session, principal.tenant(), part, after, seen.end(), traces.marks(), traces::without))
                .map(changed -> new Walk.Stretch(seen.end(), Math.max(seen.found(), changed), changed));
    }
}
