package io.neuralops.models.feature;

import io.neuralops.models.run.Micros;
import io.neuralops.models.signal.Signal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rolling history of one tenant: of each workflow, of each parent of workflows, and of all together. Training replays
 * it from the past and serving keeps it up to date; both read features through {@link #at}. Not thread-safe.
 *
 * <p>The parent of a workflow {@code a/b/c} is {@code a/b}; a workflow without a slash has none.
 */
public final class TenantHistory {
    /** Twice what features look back on, so that the recent past can be read as it was. */
    private static final int WORKFLOW_CAPACITY = 2 * Past.HORIZON;

    private static final int GROUP_CAPACITY = 1_024;
    /** Names are the callers' to make up; memory is not. */
    private static final int MAX_NAMES = 100_000;

    /** A workflow's own outcomes, the group that it belongs to by its name, and that group's. */
    private record Place(
            RunWindow own,
            @Nullable String parent,
            @Nullable RunWindow siblings) {}

    private final RunWindow tenant = new RunWindow(GROUP_CAPACITY);
    private final RunWindow noRuns = new RunWindow(0);
    private final Map<String, Place> workflows = new HashMap<>();
    private final Map<String, RunWindow> parents = new HashMap<>();
    private final SignalHistory signals = new SignalHistory();

    /** Adds how a run of a workflow ended. Beyond {@value #MAX_NAMES} workflows a further one counts for its groups only. */
    public void add(String workflow, Outcome outcome) {
        tenant.add(outcome);
        Place place = workflows.get(workflow);
        if (place == null) {
            String parent = parent(workflow);
            RunWindow siblings = parent == null ? null : window(parents, parent);
            place = new Place(new RunWindow(WORKFLOW_CAPACITY), parent, siblings);
            if (workflows.size() < MAX_NAMES) {
                workflows.put(workflow, place);
            }
        }
        place.own().add(outcome);
        if (place.siblings() != null) {
            place.siblings().add(outcome);
        }
    }

    /** Takes back an outcome that turned out to be wrong. */
    public void remove(String workflow, Outcome outcome) {
        Place place = workflows.get(workflow);
        if (place != null || workflows.size() >= MAX_NAMES) {
            tenant.remove(outcome);
        }
        if (place == null) {
            place = placed(workflow);
        } else {
            place.own().remove(outcome);
        }
        if (place.siblings() != null) {
            place.siblings().remove(outcome);
        }
    }

    /** Where a workflow stands; one never seen has no runs, but may have siblings. */
    private Place placed(@Nullable String workflow) {
        Place known = workflows.get(workflow);
        if (known != null) {
            return known;
        }
        String parent = parent(workflow);
        return new Place(noRuns, parent, parents.get(parent));
    }

    private static @Nullable RunWindow window(Map<String, RunWindow> windows, String name) {
        RunWindow window = windows.get(name);
        if (window == null && windows.size() < MAX_NAMES) {
            window = new RunWindow(GROUP_CAPACITY);
            windows.put(name, window);
        }
        return window;
    }

    public void add(Signal signal) {
        signals.add(signal);
    }

    /** Whether what was known at a moment can still be told for a workflow. */
    public boolean covers(@Nullable String workflow, Instant at) {
        long micros = Micros.of(at);
        Place place = placed(workflow);
        return tenant.covers(micros, 0)
                && place.own().covers(micros, Past.HORIZON)
                && (place.siblings() == null || place.siblings().covers(micros, 0));
    }

    /** Whether the end of a run is part of what its workflow's features look at. */
    public boolean holds(String workflow, String runId) {
        Place place = workflows.get(workflow);
        return place != null && place.own().holds(runId);
    }

    /** What was known just before a moment about a workflow; of a workflow never seen, what its group tells. */
    public Moment at(@Nullable String workflow, Instant at) {
        long micros = Micros.of(at);
        int tenantKnown = tenant.knownBefore(micros);
        int tenantRuns = tenant.runs(tenantKnown);
        double prior = Past.tenantRate(tenant.failures(tenantKnown), tenantRuns);
        Place place = placed(workflow);
        RunWindow siblings = place.siblings();
        if (siblings != null) {
            int known = siblings.knownBefore(micros);
            prior = Past.shrunk(siblings.failures(known), siblings.runs(known), prior);
        }
        RunWindow own = place.own();
        int known = own.knownBefore(micros);
        SignalsFiring firing = signals.at(micros);
        return new Moment(
                Past.of(own, known, tenantRuns, prior),
                own.recent(known).failures(),
                firing,
                firing.of(workflow, place.parent()));
    }

    /** The workflows that have finished runs, and when the latest of them became known. */
    public Map<String, Instant> latestKnown() {
        Map<String, Instant> latest = new HashMap<>();
        workflows.forEach((workflow, place) ->
                place.own().latest().ifPresent(outcome -> latest.put(workflow, Micros.toInstant(outcome.knownAt()))));
        return latest;
    }

    /** The group that a workflow belongs to by its name, or null. */
    public static @Nullable String parent(@Nullable String workflow) {
        if (workflow == null) {
            return null;
        }
        int slash = workflow.lastIndexOf('/');
        return slash <= 0 ? null : workflow.substring(0, slash);
    }
}
