package io.neuralops.models.train;

import io.neuralops.models.feature.HistoryFeature;
import io.neuralops.models.feature.Outcome;
import io.neuralops.models.feature.TenantHistory;
import io.neuralops.models.run.Run;
import io.neuralops.models.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Plays a tenant's past again. Runs are visited in the order in which they started; before each, everything that became
 * known strictly earlier is folded into the history, and nothing else: a run never sees its own outcome, nor that of a run
 * that was still under way.
 */
public final class Replay {
    private final List<Run> byKnown;
    private final List<Signal> signals;
    private final TenantHistory history = new TenantHistory();
    private int nextRun;
    private int nextSignal;

    private Replay(List<Run> byKnown, List<Signal> signals) {
        this.byKnown = byKnown;
        this.signals = signals;
    }

    /** The labelled runs as examples, in order of their start; runs that started together keep the given order. */
    public static List<Example> examples(List<Run> runs, List<Signal> signals) {
        return examples(runs, signals, Pace.FREE);
    }

    /** The same at a pace. */
    public static List<Example> examples(List<Run> runs, List<Signal> signals, Pace pace) {
        List<Run> labelled = runs.stream().filter(Run::labelled).toList();
        Replay replay = new Replay(
                sorted(labelled, Comparator.comparing(Run::knownAt), pace),
                sorted(signals, Comparator.comparing(Signal::knownAt), pace));
        List<Example> examples = new ArrayList<>(labelled.size());
        for (Run run : sorted(labelled, Comparator.comparing(Run::startedAt), pace)) {
            pace.row(examples.size(), labelled.size());
            examples.add(replay.visit(run));
        }
        return examples;
    }

    private static <T> List<T> sorted(List<T> given, Comparator<T> order, Pace pace) {
        List<T> sorted = new ArrayList<>(given);
        sorted.sort(pace.sorting(order, 0));
        return sorted;
    }

    private Example visit(Run run) {
        while (nextRun < byKnown.size() && byKnown.get(nextRun).knownAt().isBefore(run.startedAt())) {
            Run known = byKnown.get(nextRun++);
            history.add(known.workflow(), Outcome.of(known));
        }
        while (nextSignal < signals.size() && signals.get(nextSignal).knownAt().isBefore(run.startedAt())) {
            history.add(signals.get(nextSignal++));
        }
        return new Example(run, HistoryFeature.all(history.at(run.workflow(), run.startedAt())));
    }
}
