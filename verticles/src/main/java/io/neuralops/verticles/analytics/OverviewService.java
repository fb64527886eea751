package io.neuralops.verticles.analytics;

import io.neuralops.models.failure.Check;
import io.neuralops.models.rollup.Price;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.RollupHistogramStore;
import io.neuralops.sql.store.RollupHistogramStore.Kind;
import io.neuralops.sql.store.RollupHistogramStore.Packed;
import io.neuralops.sql.store.RollupStore;
import io.neuralops.sql.store.Span;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Places;
import io.neuralops.verticles.rollup.Prices;
import io.neuralops.verticles.rollup.Rollups;
import io.neuralops.verticles.rollup.Spread;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes overviews: from what was added up, so that it takes as long for ten million runs as for a thousand. */
public final class OverviewService {
    private static final int REPORTS = 128;
    private static final int REPORTS_OF_A_TENANT = 64;
    private static final int MOST_PENDING = 1_000;

    private final Database database;
    private final Rollups rollups;
    private final Prices prices;
    private final Blocking blocking;
    private final Clock clock;
    private final RollupStore store = new RollupStore();
    private final RollupHistogramStore histograms = new RollupHistogramStore();
    private final ServiceLatencies latencies;
    private final Places places =
            new Places(REPORTS, REPORTS_OF_A_TENANT, "as many reports are being made as can be at a time");

    public OverviewService(Database database, Rollups rollups, Prices prices, Blocking blocking, Clock clock) {
        this.database = database;
        this.rollups = rollups;
        this.prices = prices;
        this.blocking = blocking;
        this.clock = clock;
        this.latencies = new ServiceLatencies(database, blocking);
    }

    /** What is read of the store. */
    private record Read(List<Tally> tallies, List<Packed> restored, List<String> services, int pending) {}

    /** What a tenant's runs, services and predictions came to. */
    public Future<Overview> overview(Principal principal, ReportOverview query) {
        Instant now = Check.instant("as_of", clock.instant());
        ReportRange range = query.range(now);
        List<Stretch> stretches = range.stretches();
        String workflow = query.workflow() == null ? RollupStore.ALL : query.workflow();
        TenantId tenant = principal.tenant();
        return places.in(
                tenant,
                () -> rollups.fresh(tenant)
                        .compose(done -> prices.of(tenant))
                        .compose(price -> database.read(
                                        principal, session -> read(session, tenant, workflow, stretches))
                                .compose(read -> latencies
                                        .latency(
                                                principal,
                                                read.services(),
                                                whole(stretches).spans(true))
                                        .compose(latency -> blocking.run(
                                                () -> made(now, range, stretches, read, latency, price))))));
    }

    private Future<Read> read(Session session, TenantId tenant, String workflow, List<Stretch> stretches) {
        boolean all = workflow.equals(RollupStore.ALL);
        List<Span> spans = new ArrayList<>();
        stretches.forEach(one -> spans.addAll(one.spans(all)));
        // Of histograms there are days for each workflow too.
        List<Span> whole = whole(stretches).spans(true);
        Future<List<Tally>> sums = store.sums(session, tenant, workflow, spans);
        Future<List<Packed>> restored = histograms.of(session, tenant, Kind.RESTORE, workflow, whole);
        Future<List<String>> services = all ? latencies.services(session, tenant) : Future.succeededFuture(List.of());
        Future<Integer> pending = store.countPending(session, tenant, MOST_PENDING);
        return Future.all(sums, restored, services, pending)
                .map(done -> new Read(
                        tallies(stretches, sums.result(), all),
                        restored.result(),
                        services.result(),
                        pending.result()));
    }

    private static Stretch whole(List<Stretch> stretches) {
        return new Stretch(stretches.getFirst().from(), stretches.getLast().before());
    }

    private static Overview made(
            Instant now, ReportRange range, List<Stretch> stretches, Read read, Overview.Latency latency, Price price) {
        Stretch whole = whole(stretches);
        List<Tally> tallies = read.tallies();
        Tally total = new Tally();
        List<Overview.Point> series = new ArrayList<>(stretches.size());
        for (int i = 0; i < stretches.size(); i++) {
            total.add(tallies.get(i), 1);
            series.add(Summary.point(stretches.get(i).from(), tallies.get(i), price));
        }
        return new Overview(
                now,
                read.pending(),
                whole.from(),
                whole.before(),
                range.granularity(),
                range.zone().getId(),
                Summary.incidents(total, whole.from(), whole.before(), now),
                Summary.restoring(total, spread(read.restored())),
                Summary.cost(total, price),
                Summary.usage(total),
                Summary.quality(total),
                latency,
                List.copyOf(series),
                List.of());
    }

    private static List<Tally> tallies(List<Stretch> stretches, List<Tally> sums, boolean all) {
        List<Tally> tallies = new ArrayList<>(stretches.size());
        int next = 0;
        for (Stretch stretch : stretches) {
            Tally tally = new Tally();
            for (int i = 0; i < stretch.spans(all).size(); i++) {
                tally.add(sums.get(next++), 1);
            }
            tallies.add(tally);
        }
        return tallies;
    }

    private static Spread spread(List<Packed> packed) {
        Spread spread = new Spread();
        packed.forEach(one -> spread.add(Spread.unpack(one.histogram())));
        return spread;
    }
}
