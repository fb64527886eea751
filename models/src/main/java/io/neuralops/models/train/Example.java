package io.neuralops.models.train;

import io.neuralops.models.feature.HistoryFeature;
import io.neuralops.models.run.Run;

/**
 * A finished run and what history told when it started.
 *
 * @param history the raw values of all {@link HistoryFeature}s, in their order
 */
public record Example(Run run, float[] history) {
    /** The raw value of one history feature. */
    public float value(HistoryFeature feature) {
        return feature.in(history);
    }

    public boolean failed() {
        return run.failed();
    }

    /** The labels of examples: whether each failed. */
    public static boolean[] labels(java.util.List<Example> examples) {
        boolean[] labels = new boolean[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = examples.get(i).failed();
        }
        return labels;
    }
}
