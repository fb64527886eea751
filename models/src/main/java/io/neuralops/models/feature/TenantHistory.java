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

    private final RunWindow tenant = new RunWindow(GROUP_CAPACITY);
    private final RunWindow noRuns = new RunWindow(0);
    private final Map<String, RunWindow> workflows = new HashMap<>();
    private final Map<String, RunWindow> parents = new HashMap<>();
    private final SignalHistory signals = new SignalHistory();

    /** Adds how a run of a workflow ended. Beyond {@value #MAX_NAMES} workflows a further one counts for its groups only. */
    public void add(String workflow, Outcome outcome) {
        tenant.add(outcome);
        RunWindow own = window(workflows, workflow, WORKFLOW_CAPACITY);
        if (own != null) {
            own.add(outcome);
        }
        String parent = parent(workflow);
        RunWindow siblings = parent == null ? null : window(parents, parent, GROUP_CAPACITY);
        if (siblings != null) {
            siblings.add(outcome);
        }
    }

    /** Takes back an outcome that turned out to be wrong. */
    public void remove(String workflow, Outcome outcome) {
        RunWindow own = workflows.get(workflow);
        if (own != null) {
            own.remove(outcome);
        }
        if (own != null || workflows.size() >= MAX_NAMES) {
            tenant.remove(outcome);
        }
        RunWindow siblings = parents.get(parent(workflow));
        if (siblings != null) {
            siblings.remove(outcome);
        }
    }

    private static @Nullable RunWindow window(Map<String, RunWindow> windows, String name, int capacity) {
        RunWindow window = windows.get(name);
        if (window == null && windows.size() < MAX_NAMES) {
            window = new RunWindow(capacity);
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
        RunWindow own = workflows.get(workflow);
        RunWindow siblings = parents.get(parent(workflow));
        return tenant.covers(micros, 0)
                && (own == null || own.covers(micros, Past.HORIZON))
                && (siblings == null || siblings.covers(micros, 0));
    }

    /** Whether the end of a run is part of what its workflow's features look at. */
    public boolean holds(String workflow, String runId) {
        RunWindow own = workflows.get(workflow);
        return own != null && own.holds(runId);
    }

    /** What was known just before a moment about a workflow; of a workflow never seen, what its group tells. */
    public Moment at(@Nullable String workflow, Instant at) {
        long micros = Micros.of(at);
        int tenantKnown = tenant.knownBefore(micros);
        int tenantRuns = tenant.runs(tenantKnown);
        double prior = Past.tenantRate(tenant.failures(tenantKnown), tenantRuns);
        RunWindow siblings = parents.get(parent(workflow));
        if (siblings != null) {
            int known = siblings.knownBefore(micros);
            prior = Past.shrunk(siblings.failures(known), siblings.runs(known), prior);
        }
        RunWindow own = workflows.get(workflow);
        if (own == null) {
            own = noRuns;
        }
        int known = own.knownBefore(micros);
        SignalsFiring firing = signals.at(micros);
        return new Moment(
                Past.of(own, known, tenantRuns, prior),
                own.recent(known).failures(),
                firing,
                firing.of(workflow, parent(workflow)));
    }

    /** The workflows that have finished runs, and when the latest of them became known. */
    public Map<String, Instant> latestKnown() {
        Map<String, Instant> latest = new HashMap<>();
        workflows.forEach((workflow, window) ->
                window.latest().ifPresent(outcome -> latest.put(workflow, Micros.toInstant(outcome.knownAt()))));
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
