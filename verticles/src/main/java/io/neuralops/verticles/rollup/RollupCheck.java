package io.neuralops.verticles.rollup;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.RawMeasureStore;
import io.neuralops.sql.store.RawMeasureStore.Alert;
import io.neuralops.sql.store.RollupStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what was added up with what the rows themselves come to, and adds what is missing: the difference, since others go on adding
 * meanwhile. One consistent state of the store is looked at, with what waits in it to be added.
 */
final class RollupCheck {
    /** More is not added while it is looked at. */
    private static final int MOST_PENDING = 10_000;

    private static final Duration LATER = Duration.ofSeconds(10);
    private static final Instant BEGINNING = Instant.parse("1990-01-01T00:00:00Z");
    private static final Reach ALL = Reach.since(BEGINNING);

    private final Database database;
    private final RawMeasureStore raw = new RawMeasureStore();
    private final RollupStore store = new RollupStore();
    private final DerivedIncidents incidents = new DerivedIncidents();

    RollupCheck(Database database) {
        this.database = database;
    }

    /** What a workflow's numbers lack, or all together. */
    record Found(long buckets, List<Change.Counted> differences, int incidents) {
        static final Found NOTHING = new Found(0, List.of(), 0);
    }

    Future<List<String>> workflows(TenantId tenant, String after, int most) {
        return database.read(Principal.service(tenant), session -> raw.workflows(session, tenant, after, most));
    }

    Future<List<Alert>> alerts(TenantId tenant, Alert after, int most) {
        return database.read(Principal.service(tenant), session -> raw.alerts(session, tenant, after, most));
    }

    /** What the numbers of a workflow lack. */
    Future<Found> workflow(TenantId tenant, String workflow) {
        return database.read(
                Principal.service(tenant),
                session -> Future.all(
                                expected(session, tenant, workflow),
                                present(session, tenant, workflow),
                                incidents.differing(session, tenant, new Subject.Workflow(workflow), ALL))
                        .map(all -> found(workflow, all.resultAt(0), all.resultAt(1), all.resultAt(2))));
    }

    /** What the numbers of all together lack: of runs, incidents and signals. */
    Future<Found> together(TenantId tenant) {
        return database.read(
                Principal.service(tenant),
                session -> Future.all(
                                raw.runs(session, tenant, RollupStore.ALL),
                                raw.incidents(session, tenant, RollupStore.ALL),
                                raw.signals(session, tenant),
                                present(session, tenant, RollupStore.ALL))
                        .map(all -> {
                            Map<Instant, Tally> expected = all.resultAt(0);
                            merge(expected, all.resultAt(1));
                            merge(expected, all.resultAt(2));
                            return found(RollupStore.ALL, expected, all.resultAt(3), 0);
                        }));
    }

    /** How many incidents of an alert differ from those that follow. */
    Future<Found> alert(TenantId tenant, Alert alert) {
        Subject subject = new Subject.Alert(alert.service(), alert.name());
        return database.read(Principal.service(tenant), session -> incidents.differing(session, tenant, subject, ALL))
                .map(differing -> new Found(0, List.of(), differing));
    }

    /** Has what was found put right. */
    Future<Void> repair(TenantId tenant, List<Change.Counted> differences, List<Subject> turned) {
        List<Change> changes = new ArrayList<>(differences);
        turned.forEach(subject -> changes.add(new Change.Turned(subject, BEGINNING)));
        return changes.isEmpty()
                ? Future.succeededFuture()
                : database.tx(
                        Principal.service(tenant), session -> store.leave(session, tenant, ChangeBytes.write(changes)));
    }

    private Future<Map<Instant, Tally>> expected(Session session, TenantId tenant, String workflow) {
        return Future.all(
                        raw.runs(session, tenant, workflow),
                        raw.incidents(session, tenant, workflow),
                        raw.outcomes(session, tenant, workflow))
                .map(all -> {
                    Map<Instant, Tally> expected = all.resultAt(0);
                    merge(expected, all.resultAt(1));
                    merge(expected, all.resultAt(2));
                    return expected;
                });
    }

    /** What is stored, and what waits to be added to it. */
    private Future<Map<Instant, Tally>> present(Session session, TenantId tenant, String workflow) {
        return Future.all(
                        raw.stored(session, tenant, workflow),
                        store.pending(session, tenant, MOST_PENDING, Long.MAX_VALUE))
                .map(all -> {
                    Map<Instant, Tally> present = all.resultAt(0);
                    List<RollupStore.Pending> pending = all.resultAt(1);
                    if (pending.size() == MOST_PENDING) {
                        throw new Failure.Unavailable("too much still waits to be added up", LATER).asException();
                    }
                    for (RollupStore.Pending one : pending) {
                        merge(present, Sums.of(ChangeBytes.read(one.changes())).quarters(workflow));
                    }
                    return present;
                });
    }

    private static void merge(Map<Instant, Tally> into, Map<Instant, Tally> more) {
        more.forEach((bucket, tally) -> add(into, bucket, tally));
    }

    private static void add(Map<Instant, Tally> into, Instant bucket, Tally tally) {
        into.computeIfAbsent(bucket, any -> new Tally()).add(tally, 1);
    }

    private static Found found(
            String workflow, Map<Instant, Tally> expected, Map<Instant, Tally> present, int incidents) {
        Set<Measure> compared = new HashSet<>(RawMeasureStore.OF_RUNS);
        compared.addAll(RawMeasureStore.OF_INCIDENTS);
        if (workflow.equals(RollupStore.ALL)) {
            compared.add(Measure.SIGNALS);
        }
        Set<Instant> buckets = new TreeSet<>(expected.keySet());
        buckets.addAll(present.keySet());
        List<Change.Counted> differences = new ArrayList<>();
        for (Instant bucket : buckets) {
            Tally difference = difference(
                    workflow,
                    expected.getOrDefault(bucket, new Tally()),
                    present.getOrDefault(bucket, new Tally()),
                    compared);
            if (!difference.isEmpty()) {
                differences.add(new Change.Counted(bucket, workflow, difference));
            }
        }
        return new Found(buckets.size(), differences, incidents);
    }

    private static Tally difference(String workflow, Tally expected, Tally present, Set<Measure> compared) {
        Tally difference = new Tally();
        for (Measure measure : compared) {
            difference.add(measure, expected.get(measure) - present.get(measure));
        }
        // Predictions are deleted after some time; what was counted of them stays.
        if (!workflow.equals(RollupStore.ALL) && expected.get(Measure.JUDGED) >= present.get(Measure.JUDGED)) {
            for (Measure measure : RawMeasureStore.OF_OUTCOMES) {
                difference.add(measure, expected.get(measure) - present.get(measure));
            }
        }
        return difference;
    }
}
