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
import io.neuralops.sql.store.TurnStore;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Adds what waits: so many transactions' changes in one of its own. */
final class Adding {
    /** So many transactions' changes are looked at, and so many bytes of them. */
    private static final int AT_ONCE = 200;

    private static final long BYTES_AT_ONCE = 128 * 1024;
    /** So many numbers are written, which holds up others who write for some ten milliseconds. */
    static final int NUMBERS_AT_ONCE = 1_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Database database;
    private final Blocking blocking;
    private final LongSupplier nanoTime;
    private final int atOnce;
    private final RollupStore store = new RollupStore();
    private final RollupHistogramStore histograms = new RollupHistogramStore();
    private final TurnStore turns = new TurnStore();
    private final Judgement judgement = new Judgement();
    private final DerivedIncidents incidents = new DerivedIncidents();

    /**
     * Wires it.
     *
     * @param atOnce after how many numbers no more is taken at once
     */
    Adding(Database database, Blocking blocking, LongSupplier nanoTime, int atOnce) {
        this.database = database;
        this.blocking = blocking;
        this.nanoTime = nanoTime;
        this.atOnce = atOnce;
    }

    /**
     * What was added.
     *
     * @param transactions of how many
     * @param more whether more waits
     * @param incidents those that followed
     * @param nanos how long that kept others from reading or writing
     */
    record Added(int transactions, boolean more, List<RecordedIncident> incidents, long nanos) {
        static final Added NOTHING = new Added(0, false, List.of(), 0);
    }

    /** What is to be added at once. */
    private record Portion(List<Pending> pending, Sums sums, boolean more, long begun) {}

    /** Adds what waits, a part of it if it is a lot. */
    Future<Added> some(TenantId tenant) {
        Principal service = Principal.service(tenant);
        long begun = nanoTime.getAsLong();
        return database.read(service, session -> store.pending(session, tenant, AT_ONCE, BYTES_AT_ONCE))
                .compose(pending -> pending.isEmpty()
                        ? Future.succeededFuture(Added.NOTHING)
                        : blocking.run(() -> portion(pending, begun))
                                .compose(portion -> judge(service, tenant, portion))
                                .compose(portion -> turns(service, tenant, portion))
                                .compose(portion -> write(service, tenant, portion)));
    }

    /** As many as don't come to too many numbers; but one in any case. */
    private Portion portion(List<Pending> pending, long begun) {
        Sums sums = new Sums();
        int taken = 0;
        long bytes = 0;
        while (taken < pending.size() && sums.size() < atOnce) {
            byte[] changes = pending.get(taken).changes();
            sums.take(ChangeBytes.read(changes));
            bytes += changes.length;
            taken++;
        }
        boolean more = taken < pending.size() || taken == AT_ONCE || bytes >= BYTES_AT_ONCE;
        return new Portion(pending.subList(0, taken), sums, more, begun);
    }

    private Future<Portion> judge(Principal service, TenantId tenant, Portion portion) {
        Sums sums = portion.sums();
        if (sums.ended().isEmpty()) {
            return Future.succeededFuture(portion);
        }
        return database.read(service, session -> judgement.of(session, tenant, sums.ended()))
                .map(judged -> {
                    judged.forEach(one -> sums.judge(one.ended(), one.probability()));
                    return portion;
                });
    }

    /**
     * Finds the turns among new ends: a run that ended like the one before it changes no incident. Before the transaction, since readers hold
     * up nobody; of what comes between that is told as well, and is looked at in its turn.
     */
    private Future<Portion> turns(Principal service, TenantId tenant, Portion portion) {
        Sums sums = portion.sums();
        if (sums.newEnds().isEmpty()) {
            return Future.succeededFuture(portion);
        }
        return database.read(service, session -> turns.among(session, tenant, sums.newEnds()))
                .map(turns -> {
                    turns.forEach(sums::turned);
                    return portion;
                });
    }

    /** The sums must not be changed in here but for what they begin with: the transaction may be run again. */
    private Future<Added> write(Principal service, TenantId tenant, Portion portion) {
        long read = nanoTime.getAsLong() - portion.begun();
        return database.tx(service, session -> {
            long begun = nanoTime.getAsLong();
            return store.take(session, tenant, portion.pending())
                    .compose(taken -> taken == portion.pending().size()
                            ? bringUpToDate(session, tenant, portion.sums().turned())
                            // Another process has them.
                            : Future.failedFuture(
                                    new Failure.Unavailable("what waits is being added by another process", RETRY_AFTER)
                                            .asException()))
                    .compose(outcomes -> add(session, tenant, Sums.with(portion.sums(), changes(outcomes)))
                            .map(done -> new Added(
                                    portion.pending().size(),
                                    portion.more(),
                                    recorded(outcomes),
                                    read + nanoTime.getAsLong() - begun)));
        });
    }

    private Future<List<DerivedIncidents.Outcome>> bringUpToDate(
            Session session, TenantId tenant, Map<Subject, Set<Reach>> turned) {
        List<DerivedIncidents.Outcome> outcomes = new ArrayList<>();
        Future<?> done = Future.succeededFuture();
        for (Map.Entry<Subject, Set<Reach>> one : turned.entrySet()) {
            done = done.compose(before -> incidents.bringUpToDate(session, tenant, one.getKey(), one.getValue()))
                    .onSuccess(outcomes::addAll);
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
