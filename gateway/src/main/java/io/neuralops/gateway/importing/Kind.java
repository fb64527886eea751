package io.neuralops.gateway.importing;

import java.util.List;
import java.util.Locale;

/** What the rows of a file tell of. */
public enum Kind {
    RUNS("run"),
    SIGNALS("signal"),
    INCIDENTS("incident");

    private final String one;

    Kind(String one) {
        this.one = one;
    }

    /** What one of them is called. */
    public String one() {
        return one;
    }

    /** What several are called; the path of the API that takes them has the same name. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether reports have named numbers. */
    boolean hasMetrics() {
        return this == RUNS;
    }

    /** What a header can't do without: of each of these fields one at least. */
    List<List<Field>> required() {
        return switch (this) {
            case RUNS ->
                List.of(
                        List.of(Field.WORKFLOW),
                        List.of(Field.STATUS, Field.CONCLUSION),
                        List.of(Field.STARTED_AT, Field.FINISHED_AT, Field.UPDATED_AT));
            case SIGNALS ->
                List.of(List.of(Field.SIGNAL_SERVICE), List.of(Field.SIGNAL_NAME), List.of(Field.OBSERVED_AT));
            case INCIDENTS -> List.of(List.of(Field.OPENED_AT));
        };
    }
}
