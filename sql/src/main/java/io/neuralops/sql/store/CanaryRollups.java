package io.neuralops.sql.store;

import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.RollupHistogramStore.HistogramKey;
import io.neuralops.sql.store.RollupHistogramStore.Kind;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The canaries' rows of reports. */
final class CanaryRollups {
    /** An empty list of changes, which nobody adds. */
    private static final byte[] NO_CHANGES = {1, 0, 0, 0, 0};

    private final RollupStore rollups = new RollupStore();
    private final RollupHistogramStore histograms = new RollupHistogramStore();

    /** Makes the rows that are not there. */
    Future<Void> plant(Session session, TenantId canary, Instant then) {
        String name = canary.value();
        RollupStore.Key key = new RollupStore.Key(Grain.QUARTER, then, name);
        HistogramKey none = new HistogramKey(Kind.RESTORE, name, Grain.QUARTER, then);
        return rollups.sums(session, canary, name, List.of(new Span(Grain.QUARTER, then, then.plusSeconds(1))))
                .compose(there -> there.getFirst().get(Measure.RUNS) > 0
                        ? Future.succeededFuture(0)
                        : rollups.add(
                                session,
                                canary,
                                List.of(new RollupStore.Addition(key, new Tally().add(Measure.RUNS, 2)))))
                .compose(done -> histograms.put(session, canary, Map.of(none, new byte[0])))
                .compose(done -> rollups.countPending(session, canary, 1))
                .compose(
                        waiting -> waiting > 0 ? Future.succeededFuture() : rollups.leave(session, canary, NO_CHANGES));
    }
}
