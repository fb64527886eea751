package io.neuralops.models.perf;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who measured a window, or in which form its figures came. */
public enum PerfSource {
    /** The profiler of this service. */
    PROFILER,
    /** The load tests of the command line. */
    BENCH,
    /** Rows of our own form. */
    ROWS,
    /** A log of HdrHistogram. */
    HLOG,
    /** The percentiles that wrk2 and HdrHistogram print. */
    WRK2,
    /** The summary of k6. */
    K6,
    /** The JSON report of vegeta. */
    VEGETA,
    /** The statistics of Hyperfoil. */
    HYPERFOIL;

    private final String label = name().toLowerCase(Locale.ROOT);

    @JsonValue
    public String label() {
        return label;
    }

    /** The source that is spelled so. */
    public static PerfSource named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
