package io.neuralops.verticles.insight;

import io.neuralops.models.feature.Moment;
import io.neuralops.models.feature.Outcome;
import io.neuralops.models.feature.TenantHistory;
import io.neuralops.models.run.Recorded;
import io.neuralops.models.run.Run;
import io.neuralops.models.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of a tenant: its history, and its runs that have not ended. Commits change it, event loops read
 * it; what is done under the lock takes microseconds.
 */
public final class TenantIndex {
    /** Runs reported as begun whose end is never reported are forgotten in the order of their arrival. */
    private static final int MAX_OPEN_RUNS = 100_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final TenantHistory history = new TenantHistory();
    private final Map<String, Run> openRuns = new LinkedHashMap<>();

    /** Takes up what a commit changed. */
    void apply(List<Recorded> recorded) {
        locked(() -> {
            for (Recorded one : recorded) {
                if (one.changed()) {
                    apply(one);
                }
            }
            return recorded;
        });
    }

    /** Takes up signals that a commit added. */
    void applySignals(List<Signal> signals) {
        locked(() -> {
            signals.forEach(history::add);
            return signals;
        });
    }

    /** What was known just before a moment. */
    public Moment at(@Nullable String workflow, Instant moment) {
        lock.lock();
        try {
            return history.at(workflow, moment);
        } finally {
            lock.unlock();
        }
    }

    /** Whether what was known at a moment can still be told. */
    public boolean covers(@Nullable String workflow, Instant moment) {
        lock.lock();
        try {
            return history.covers(workflow, moment);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the end of a run is part of its workflow's recent history. */
    public boolean holds(String workflow, String runId) {
        lock.lock();
        try {
            return history.holds(workflow, runId);
        } finally {
            lock.unlock();
        }
    }

    /** The latest attempt of a run that was reported as begun and hasn't ended. */
    public @Nullable Run openRun(String runId) {
        lock.lock();
        try {
            return openRuns.get(runId);
        } finally {
            lock.unlock();
        }
    }

    /** The workflows with finished runs, and when the outcome of the latest became known. */
    public Map<String, Instant> workflows() {
        return locked(history::latestKnown);
    }

    private void apply(Recorded one) {
        Run before = one.before();
        Run after = one.after();
        if (before != null && before.labelled()) {
            history.remove(before.workflow(), Outcome.of(before));
        }
        if (after.labelled()) {
            history.add(after.workflow(), Outcome.of(after));
        }
        Run open = openRuns.get(after.runId());
        if (!after.status().finished() && (open == null || open.attempt() <= after.attempt())) {
            openRuns.put(after.runId(), after);
            if (openRuns.size() > MAX_OPEN_RUNS) {
                openRuns.remove(openRuns.keySet().iterator().next());
            }
        } else if (open != null && after.status().finished() && open.attempt() <= after.attempt()) {
            openRuns.remove(after.runId());
        }
    }

    /** Fills the index from stored rows. */
    void load(List<Run> outcomes, List<Run> open, List<Signal> signals) {
        List<Recorded> all = new ArrayList<>(outcomes.size() + open.size());
        outcomes.forEach(run -> all.add(new Recorded(null, run)));
        open.forEach(run -> all.add(new Recorded(null, run)));
        apply(all);
        applySignals(signals);
    }

    private <T> T locked(Supplier<T> task) {
        lock.lock();
        try {
            return task.get();
        } finally {
            lock.unlock();
        }
    }
}
