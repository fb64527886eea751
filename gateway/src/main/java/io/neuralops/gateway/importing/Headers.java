package io.neuralops.gateway.importing;

import java.util.ArrayList;
import java.util.List;

/** Whether a header has what a report can't do without. */
final class Headers {
    private Headers() {}

    static void check(Columns columns, Mapping mapping) {
        List<String> missing = missing(columns);
        if (!missing.isEmpty()) {
            throw Unreadable.because("the header has no column for " + String.join(", none for ", missing)
                    + "; its columns are: " + Unreadable.list(columns.names())
                    + ". Say which one it is with --map COLUMN="
                    + missing.getFirst().split(" ", 2)[0]
                    + ", or check that the first line is a header");
        }
        for (String mapped : mapping.columns()) {
            if (!normalNames(columns).contains(mapped)) {
                throw Unreadable.because("--map names the column '" + Texts.shown(mapped, 60)
                        + "', which isn't there; the columns are: " + Unreadable.list(columns.names()));
            }
        }
    }

    private static List<String> missing(Columns columns) {
        List<String> missing = new ArrayList<>();
        columns.kind().required().forEach(fields -> require(columns, missing, fields));
        if (columns.kind() == Kind.RUNS && !columns.has(Field.STARTED_AT)) {
            require(columns, missing, List.of(Field.RUN_ID, Field.RUN_NUMBER));
        }
        return missing;
    }

    private static void require(Columns columns, List<String> missing, List<Field> fields) {
        for (Field field : fields) {
            if (columns.has(field)) {
                return;
            }
        }
        List<String> names = new ArrayList<>();
        for (Field field : fields) {
            names.addAll(field.names());
        }
        missing.add(fields.getFirst().label() + " (taken are " + String.join(", ", names) + ")");
    }

    private static List<String> normalNames(Columns columns) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            names.add(columns.get(i).name());
        }
        return names;
    }
}
