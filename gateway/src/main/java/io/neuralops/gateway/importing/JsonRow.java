package io.neuralops.gateway.importing;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the texts of a JSON object into the places of their columns. */
final class JsonRow {
    private final Columns columns;

    JsonRow(Columns columns) {
        this.columns = columns;
    }

    Row.Values of(long line, Map<String, String> texts) {
        @Nullable String[] row = new String[columns.size()];
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            // The size of a list says nothing here.
            int at = entry.getKey().endsWith("[]") ? -1 : columns.indexOf(entry.getKey());
            if (at >= row.length) {
                row = Arrays.copyOf(row, Math.max(at + 1, columns.size()));
            }
            if (at >= 0 && row[at] == null && !(columns.target(at) instanceof Target.Dropped)) {
                String text = entry.getValue().strip();
                row[at] = text.isEmpty() ? null : text;
            }
        }
        return new Row.Values(line, row);
    }
}
