package io.neuralops.models.feature;

import java.util.List;

/** The inputs of a model, in order. It travels inside the model's artifact. */
public record FeatureSchema(List<Column> columns) {
    public FeatureSchema {
        columns = List.copyOf(columns);
    }

    public int size() {
        return columns.size();
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
