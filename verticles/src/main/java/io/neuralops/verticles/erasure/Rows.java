package io.neuralops.verticles.erasure;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.ErasureStore;
import io.neuralops.sql.store.ErasureStore.Part;
import io.neuralops.sql.store.ErasureStore.Rewriting;
import io.neuralops.sql.store.HistogramErasureStore;
import io.neuralops.verticles.histogram.HistogramDecoder;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.histogram.LatencyUnit;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** Takes a person's traces out of the texts and ids of rows. */
public final class Rows {
    private static final int STRETCH = 1_000;
    /** Unpacked and packed again within a transaction. */
    private static final int HISTOGRAMS = 100;

    private static final HistogramDecoder DECODER = new HistogramDecoder("histogram", LatencyUnit.US);

    private final Database database;
    private final ErasureStore store;
    private final HistogramErasureStore histograms = new HistogramErasureStore();
    private final Blocking blocking;

    public Rows(Database database, ErasureStore store, Blocking blocking) {
        this.database = database;
        this.store = store;
        this.blocking = blocking;
    }

    /** Goes through a table up to the row that is the last now: changed runs go to the end and are not met again. */
    Future<TableErasure> erase(
            Principal principal, Part part, Set<String> marks, Rewriting rewriting, boolean forReal) {
        TenantId tenant = principal.tenant();
        return database.read(principal, session -> store.last(session, tenant, part))
                .compose(last -> Walk.through(
                        part.table(),
                        blocking,
                        after -> after >= last
                                ? Future.succeededFuture(Walk.Stretch.NONE)
                                : database.read(principal, session -> look(session, tenant, part, after, marks))
                                        .compose(seen -> !forReal || seen.found() == 0
                                                ? Future.succeededFuture(seen)
                                                : rewrite(principal, part, after, seen, marks, rewriting))));
    }

    /** Goes through the histograms of reports. What is rewritten holds no mark any more, so that the next are looked for. */
    Future<TableErasure> eraseHistograms(Principal principal, Set<String> marks, Rewriting rewriting, boolean forReal) {
        TenantId tenant = principal.tenant();
        return database.read(principal, session -> histograms.count(session, tenant, marks))
                .compose(found -> !forReal || found == 0
                        ? Future.succeededFuture(new TableErasure(HistogramErasureStore.TABLE, found, 0))
                        : Walk.through(
                                HistogramErasureStore.TABLE,
                                blocking,
                                after -> database.tx(
                                                principal,
                                                session -> histograms.rewrite(
                                                        session, tenant, marks, HISTOGRAMS, rewriting, Rows::sum))
                                        .map(changed -> new Walk.Stretch(changed, changed, changed))));
    }

    private static byte[] sum(byte[] one, byte[] other) {
        Histogram sum = DECODER.read(one);
        DECODER.addTo(sum, other);
        return Histograms.pack(sum).bytes();
    }

    private Future<Walk.Stretch> look(Session session, TenantId tenant, Part part, long after, Set<String> marks) {
        return store.end(session, tenant, part, after, STRETCH)
                .compose(end -> store.count(session, tenant, part, after, end, marks)
                        .map(found -> new Walk.Stretch(end, found, 0)));
    }

    private Future<Walk.Stretch> rewrite(
            Principal principal, Part part, long after, Walk.Stretch seen, Set<String> marks, Rewriting rewriting) {
        return database.tx(
                        principal,
                        session ->
                                store.rewrite(session, principal.tenant(), part, after, seen.end(), marks, rewriting))
                .map(changed -> new Walk.Stretch(seen.end(), Math.max(seen.found(), changed), changed));
    }
}
