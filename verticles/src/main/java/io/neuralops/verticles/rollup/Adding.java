package io.neuralops.verticles.rollup;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.incident.RecordedIncident;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.RollupHistogramStore;
import io.neuralops.sql.store.RollupHistogramStore.HistogramKey;
import io.neuralops.sql.store.RollupStore;
import io.neuralops.sql.store.RollupStore.Pending;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds what waits: so many transactions' changes in one of its own. */
final class Adding {
    /** They hold up others who write for some milliseconds. */
    private static final int AT_ONCE = 200;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Database database;
    private final Blocking blocking;
    private final RollupStore store = new RollupStore();
    private final RollupHistogramStore histograms = new RollupHistogramStore();
    private final Judgement judgement = new Judgement();
    private final DerivedIncidents incidents = new DerivedIncidents();

    Adding(Database database, Blocking blocking) {
        this.database = database;
        this.blocking = blocking;
    }

    /**
     * What was added.
     *
     * @param transactions of how many
     * @param more whether more waits
     * @param incidents those that followed
     */
    record Added(int transactions, boolean more, List<RecordedIncident> incidents) {}

    /** Adds what waits, a part of it if it is a lot. */
    Future<Added> some(TenantId tenant) {
        Principal service = Principal.service(tenant);
        return database.read(service, session -> store.pending(session, tenant, AT_ONCE))
                .compose(pending -> pending.isEmpty()
                        ? Future.succeededFuture(new Added(0, false, List.of()))
                        : blocking.run(() -> sums(pending))
                                .compose(sums -> judge(service, tenant, sums))
                                .compose(sums -> write(service, tenant, pending, sums)));
    }

    private static Sums sums(List<Pending> pending) {
        List<Change> changes = new ArrayList<>();
        pending.forEach(one -> changes.addAll(ChangeBytes.read(one.changes())));
        return Sums.of(changes);
    }

    private Future<Sums> judge(Principal service, TenantId tenant, Sums sums) {
        if (sums.ended().isEmpty()) {
            return Future.succeededFuture(sums);
        }
        return database.read(service, session -> judgement.of(session, tenant, sums.ended()))
                .map(judged -> {
                    judged.forEach(one -> sums.judge(one.ended(), one.probability()));
                    return sums;
                });
    }

    /** The sums must not be changed in here but for what they begin with: the transaction may be run again. */
    private Future<Added> write(Principal service, TenantId tenant, List<Pending> pending, Sums sums) {
        return database.tx(
                service,
                session -> store.take(session, tenant, pending)
                        .compose(taken -> taken == pending.size()
                                ? bringUpToDate(session, tenant, sums.turned())
                                // Another process has them.
                                : Future.failedFuture(new Failure.Unavailable(
                                                "what waits is being added by another process", RETRY_AFTER)
                                        .asException()))
                        .compose(outcomes -> add(session, tenant, Sums.with(sums, changes(outcomes)))
                                .map(done ->
                                        new Added(pending.size(), pending.size() == AT_ONCE, recorded(outcomes)))));
    }

    private Future<List<DerivedIncidents.Outcome>> bringUpToDate(
            Session session, TenantId tenant, Map<Subject, Instant> turned) {
        List<DerivedIncidents.Outcome> outcomes = new ArrayList<>();
        Future<?> done = Future.succeededFuture();
        for (Map.Entry<Subject, Instant> one : turned.entrySet()) {
            done = done.compose(before -> incidents.bringUpToDate(session, tenant, one.getKey(), one.getValue()))
                    .onSuccess(outcomes::add);
        }
        return done.map(outcomes);
    }

    private static List<Change> changes(List<DerivedIncidents.Outcome> outcomes) {
        Changes changes = new Changes();
        for (DerivedIncidents.Outcome outcome : outcomes) {
            outcome.recorded().forEach(changes::incident);
            outcome.gone().forEach(incident -> changes.incident(incident, -1));
        }
        return changes.all();
    }

    private static List<RecordedIncident> recorded(List<DerivedIncidents.Outcome> outcomes) {
        return outcomes.stream().flatMap(outcome -> outcome.recorded().stream()).toList();
    }

    private Future<Integer> add(Session session, TenantId tenant, Sums sums) {
        List<HistogramKey> keys = sums.histograms();
        return store.add(session, tenant, sums.additions())
                .compose(done -> keys.isEmpty()
                        ? Future.succeededFuture(0)
                        : histograms
                                .find(session, tenant, keys)
                                .compose(found -> histograms.put(session, tenant, merged(sums, keys, found))));
    }

    private static Map<HistogramKey, byte[]> merged(Sums sums, List<HistogramKey> keys, List<Optional<byte[]>> found) {
        Map<HistogramKey, byte[]> merged = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            merged.put(keys.get(i), sums.merged(keys.get(i), found.get(i).orElse(new byte[0])));
        }
        return merged;
    }
}
