package io.neuralops.verticles.analytics;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.RollupHistogramStore;
import io.neuralops.sql.store.RollupHistogramStore.Kind;
import io.neuralops.sql.store.RollupHistogramStore.Page;
import io.neuralops.sql.store.RollupHistogramStore.Place;
import io.neuralops.sql.store.Span;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.util.List;

/**
 * How fast services answered, by the histograms of a time added up. They are read a part at a time, one service after the other, so that a
 * report of many services, or of a long time, needs no more memory than any.
 */
final class ServiceLatencies {
    private static final int ROWS = 500;
    private static final long BYTES = 1 << 20;
    /** Some hundred thousand histograms, which takes seconds. */
    private static final int MOST_PAGES = 200;

    private final Database database;
    private final Blocking blocking;
    private final int rows;
    private final long bytes;
    private final RollupHistogramStore store = new RollupHistogramStore();

    ServiceLatencies(Database database, Blocking blocking) {
        this(database, blocking, ROWS, BYTES);
    }

    /**
     * Wires it.
     *
     * @param rows so many are read at a time
     * @param bytes after so many no more
     */
    ServiceLatencies(Database database, Blocking blocking, int rows, long bytes) {
        this.database = database;
        this.blocking = blocking;
        this.rows = rows;
        this.bytes = bytes;
    }

    /** The first part, for {@link #latency}; most reports have no other. */
    Future<Page> first(Session session, TenantId tenant, List<Span> spans) {
        return page(session, tenant, spans, Place.START);
    }

    /** Adds up the first part and what comes after it. */
    Future<Overview.Latency> latency(Principal principal, List<Span> spans, Page first) {
        return added(principal, spans, first, new ServiceSums(), 1);
    }

    private Future<Overview.Latency> added(
            Principal principal, List<Span> spans, Page page, ServiceSums sums, int pages) {
        return blocking.run(() -> sums.add(page.histograms())).compose(room -> {
            if (page.next().isEmpty()) {
                return blocking.run(() -> sums.complete());
            }
            if (!room || pages == MOST_PAGES) {
                return blocking.run(() -> sums.cut());
            }
            return database.read(
                            principal,
                            session -> page(
                                    session,
                                    principal.tenant(),
                                    spans,
                                    page.next().get()))
                    .compose(next -> added(principal, spans, next, sums, pages + 1));
        });
    }

    private Future<Page> page(Session session, TenantId tenant, List<Span> spans, Place after) {
        return store.page(session, tenant, Kind.LATENCY, spans, after, rows, bytes);
    }
}
