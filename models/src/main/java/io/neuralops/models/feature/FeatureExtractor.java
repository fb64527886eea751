package io.neuralops.models.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was known at a moment into the raw vector that a model takes. The only code that does so: training, serving
 * and evaluation call it alike.
 */
public final class FeatureExtractor {
    private final Column[] columns;
    private final @Nullable HistoryFeature[] history;

    /** Prepares a schema; an input that this version doesn't know is an {@link IllegalArgumentException}. */
    public FeatureExtractor(FeatureSchema schema) {
        List<Column> list = schema.columns();
        columns = list.toArray(Column[]::new);
        history = new HistoryFeature[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].source() == Column.Source.HISTORY) {
                history[i] = known(columns[i].key());
            }
        }
    }

    /** The number of values in a vector. */
    public int size() {
        return columns.length;
    }

    /** The raw vector of a run at a moment. */
    public float[] extract(Moment moment, RunStart run) {
        return extract(HistoryFeature.all(moment), run);
    }

    /**
     * The raw vector of a run.
     *
     * @param values of all {@link HistoryFeature}s, in their order
     */
    public float[] extract(float[] values, RunStart run) {
        float[] vector = new float[columns.length];
        for (int i = 0; i < columns.length; i++) {
            HistoryFeature feature = history[i];
            vector[i] = feature == null ? columns[i].own(run.metrics(), run.labels()) : feature.in(values);
        }
        return vector;
    }

    private static HistoryFeature known(String label) {
        return HistoryFeature.named(label)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the model reads '" + label + "', which this version does not know"));
    }
}
