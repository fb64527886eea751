package io.neuralops.verticles.profiler.importing;

import com.fasterxml.jackson.annotation.JsonValue;
import io.neuralops.models.perf.PerfSource;
import java.util.Locale;

/** What other tools write. */
public enum MetricsFormat {
    /** A log of HdrHistogram: a window for each interval. */
    HLOG(PerfSource.HLOG),
    /** What wrk2 prints, or HdrHistogram's table of percentiles alone. */
    WRK2(PerfSource.WRK2),
    /** The summary of k6, of {@code --summary-export} or of {@code handleSummary}. */
    K6(PerfSource.K6),
    /** What {@code vegeta report -type=json} prints. */
    VEGETA(PerfSource.VEGETA),
    /** The statistics of a run of Hyperfoil: {@code stats/all} or {@code stats/total}. */
    HYPERFOIL(PerfSource.HYPERFOIL);

    private final PerfSource source;

    MetricsFormat(PerfSource source) {
        this.source = source;
    }

    PerfSource source() {
        return source;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
