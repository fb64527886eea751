package io.neuralops.gateway.importing;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the labels of rows, and counts the values that don't fit. */
final class Labels {
    private long leftOut;

    Map<String, String> of(Plan plan, Row.Values row) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (LabelColumn column : plan.labels()) {
            String text = row.text(column.column());
            String value = text == null ? null : column.value(text);
            if (value != null) {
                labels.put(column.name(), value);
            } else if (text != null) {
                leftOut++;
            }
        }
        return labels;
    }

    long leftOut() {
        return leftOut;
    }
}
