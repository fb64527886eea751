package io.neuralops.gateway.importing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exports of jobs often carry the id of the run that the job belongs to. As the id of a report it would make each job
 * overwrite the one before it.
 */
final class JobIds {
    private JobIds() {}

    /** Whether different jobs have the same id in the sample. */
    static boolean shared(Columns columns, List<Row.Values> sample) {
        Map<String, String> jobs = new HashMap<>();
        for (Row.Values row : sample) {
            String id = first(row, columns.places(Field.RUN_ID));
            String job = first(row, columns.places(Field.JOB));
            if (id != null && job != null) {
                String before = jobs.putIfAbsent(id + '\n' + first(row, columns.places(Field.ATTEMPT)), job);
                if (before != null && !before.equals(job)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable String first(Row.Values row, List<Integer> places) {
        for (int place : places) {
            if (row.text(place) != null) {
                return row.text(place);
            }
        }
        return null;
    }
}
