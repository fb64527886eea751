package io.neuralops.verticles.rollup;

import io.neuralops.models.incident.Incident;
import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.models.incident.RecordedIncident;
import io.neuralops.models.perf.PackedHistogram;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.rollup.IncidentTally;
import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Quarter;
import io.neuralops.models.rollup.RunTally;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.run.Micros;
import io.neuralops.models.run.Recorded;
import io.neuralops.models.run.Run;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.RollupStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what a transaction does to the numbers of reports. It is left in the store within that transaction: whatever happens after the
 * commit, it is not lost, and what is rolled back is not counted. Not thread-safe.
 */
public final class Changes {
    private static final RollupStore STORE = new RollupStore();
    private static final long MICROS_OF_SECOND = 1_000_000;

    private record Place(Instant bucket, String workflow) {}

    private final Map<Place, Tally> counted = new LinkedHashMap<>();
    private final Map<Subject, Instant> turned = new LinkedHashMap<>();
    private final List<Change> others = new ArrayList<>();

    /** What runs did that were recorded. */
    public static Changes ofRuns(List<Recorded> recorded) {
        Changes changes = new Changes();
        recorded.forEach(changes::run);
        return changes;
    }

    /** What incidents did that were recorded. */
    public static Changes ofIncidents(List<RecordedIncident> recorded) {
        Changes changes = new Changes();
        recorded.forEach(changes::incident);
        return changes;
    }

    /** What new signals do. */
    public static Changes ofSignals(List<Signal> added) {
        Changes changes = new Changes();
        added.forEach(changes::signal);
        return changes;
    }

    /** What new windows do. */
    public static Changes ofWindows(List<PerfWindow> added) {
        Changes changes = new Changes();
        added.forEach(changes::window);
        return changes;
    }

    /** Leaves them in the store, to be added after the transaction. */
    public Future<Void> leave(Session session, TenantId tenant) {
        List<Change> all = all();
        return all.isEmpty() ? Future.succeededFuture() : STORE.leave(session, tenant, ChangeBytes.write(all));
    }

    List<Change> all() {
        List<Change> all = new ArrayList<>();
        counted.forEach((place, tally) -> {
            if (!tally.isEmpty()) {
                all.add(new Change.Counted(place.bucket(), place.workflow(), tally));
            }
        });
        turned.forEach((subject, from) -> all.add(new Change.Turned(subject, from)));
        all.addAll(others);
        return all;
    }

    private void run(Recorded recorded) {
        Run before = recorded.before();
        Run after = recorded.after();
        if (before != null && !recorded.changed()) {
            return;
        }
        boolean end = before == null || !sameEnd(before, after);
        if (before != null) {
            others.add(new Change.Ran(-1, end && before.labelled(), before));
        }
        others.add(new Change.Ran(1, end && after.labelled(), after));
    }

    private static boolean sameEnd(Run before, Run after) {
        return before.status() == after.status()
                && before.workflow().equals(after.workflow())
                && RunTally.at(before).equals(RunTally.at(after))
                && before.knownAt().equals(after.knownAt());
    }

    void incident(RecordedIncident recorded) {
        Incident before = recorded.before();
        if (before != null) {
            incident(before, -1);
        }
        incident(recorded.after(), 1);
    }

    /** That an incident is there from now on, or not any more. */
    void incident(Incident incident, int times) {
        String workflow = incident.workflow() == null ? RollupStore.ALL : incident.workflow();
        IncidentTally.add(at(incident.openedAt(), workflow), incident, times);
        Instant resolved = incident.resolvedAt();
        if (resolved != null && incident.severity() != IncidentSeverity.MAINTENANCE) {
            long seconds =
                    (Micros.of(resolved) - Micros.of(incident.openedAt()) + MICROS_OF_SECOND / 2) / MICROS_OF_SECOND;
            others.add(new Change.Restored(times, Quarter.of(incident.openedAt()), workflow, seconds));
        }
    }

    private void signal(Signal signal) {
        at(signal.observedAt(), RollupStore.ALL).add(Measure.SIGNALS, 1);
        if (signal.state() != SignalState.POINT) {
            turned(new Subject.Alert(signal.service(), signal.name()), signal.observedAt());
        }
    }

    private void window(PerfWindow window) {
        at(window.to(), RollupStore.ALL).add(Measure.WINDOWS, 1);
        PackedHistogram histogram = window.histogram();
        if (histogram != null) {
            others.add(new Change.Measured(Quarter.of(window.to()), window.service(), histogram.bytes()));
        }
    }

    private void turned(Subject subject, Instant from) {
        turned.merge(subject, from, (one, other) -> other.isBefore(one) ? other : one);
    }

    private Tally at(Instant time, String workflow) {
        return counted.computeIfAbsent(new Place(Quarter.of(time), workflow), place -> new Tally());
    }
}
