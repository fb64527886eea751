package io.neuralops.verticles.analytics;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.RollupHistogramStore;
import io.neuralops.sql.store.RollupHistogramStore.Kind;
import io.neuralops.sql.store.RollupHistogramStore.Part;
import io.neuralops.sql.store.Span;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.util.List;

/**
 * How fast services answered, by the histograms of a time added up. They are read a part at a time, one service after the other, so that a
 * report of many services, or of a long time, needs no more memory than any; and by the index alone, whatever was measured before.
 */
final class ServiceLatencies {
    /** In one report; who wants another asks for it ({@code GET /perf/merged}). */
    static final int MOST_SERVICES = 1_000;

    private static final int ROWS = 400;
    /** Some hundred thousand histograms, which takes seconds. */
    private static final int MOST_TURNS = 300;

    private final Database database;
    private final Blocking blocking;
    private final int rows;
    private final RollupHistogramStore store = new RollupHistogramStore();

    ServiceLatencies(Database database, Blocking blocking) {
        this(database, blocking, ROWS);
    }

    /**
     * Wires it.
     *
     * @param rows about so many are read at a time
     */
    ServiceLatencies(Database database, Blocking blocking, int rows) {
        this.database = database;
        this.blocking = blocking;
        this.rows = rows;
    }

    /** The services that there are, and one more than are told if there are more. */
    Future<List<String>> services(Session session, TenantId tenant) {
        return store.subjects(session, tenant, Kind.LATENCY, MOST_SERVICES + 1);
    }

    /** What the histograms of some services come to in some times. */
    Future<Overview.Latency> latency(Principal principal, List<String> services, List<Span> spans) {
        boolean more = services.size() > MOST_SERVICES;
        List<String> told = more ? services.subList(0, MOST_SERVICES) : services;
        return added(principal, new Portions(told, spans, rows), new ServiceSums(more), 0);
    }

    private Future<Overview.Latency> added(Principal principal, Portions portions, ServiceSums sums, int turns) {
        List<Part> parts = turns < MOST_TURNS ? portions.next() : List.of();
        if (parts.isEmpty()) {
            return Future.succeededFuture(portions.atEnd() ? sums.complete() : sums.cut());
        }
        return database.read(principal, session -> store.of(session, principal.tenant(), Kind.LATENCY, parts))
                .compose(histograms -> blocking.run(() -> sums.add(histograms)))
                .compose(added -> added(principal, portions, added, turns + 1));
    }
}
