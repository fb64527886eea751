package io.neuralops.models.train;

import io.neuralops.models.feature.HistoryFeature;
import io.neuralops.models.run.Run;
import java.util.List;

/**
 * A finished run and what history told when it started.
 *
 * @param history the raw values of all {@link HistoryFeature}s, in their order
 * @param failed the label: whether the run counts as failed
 */
public record Example(Run run, float[] history, boolean failed) {
    /** A run that counts as it ended. */
    public Example(Run run, float[] history) {
        this(run, history, run.failed());
    }

    /** The same run with another label. What others see of its end in their history stays as it was. */
    public Example counted(boolean asFailed) {
        return new Example(run, history, asFailed);
    }

    /** The same without anything that the tenant named: nothing but history can be learned from it. */
    public Example nameless() {
        return new Example(run.nameless(), history, failed);
    }

    /** The raw value of one history feature. */
    public float value(HistoryFeature feature) {
        return feature.in(history);
    }

    /** The labels of examples: whether each failed. */
    public static boolean[] labels(List<Example> examples) {
        return labels(examples, Pace.FREE);
    }

    /** The same at a pace. */
    public static boolean[] labels(List<Example> examples, Pace pace) {
        boolean[] labels = new boolean[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            pace.row(i, labels.length);
            labels[i] = examples.get(i).failed();
        }
        return labels;
    }
}
