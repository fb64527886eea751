package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Json;
import java.util.List;

/** Reads each format. */
final class Readers {
    private final JsonBody json;

    Readers(Json json) {
        this.json = new JsonBody(json);
    }

    /** The windows in a body, or what is wrong with each; throws if it can't be read at all. */
    List<ItemOutcome<PerfWindow>> read(ImportMetrics asked, byte[] body) {
        WindowReader reader = switch (asked.format()) {
            case HLOG -> new HistogramLogReader();
            case WRK2 -> new PercentileText();
            case K6 -> new K6Summary(json);
            case VEGETA -> new VegetaReport(json);
            case HYPERFOIL -> new HyperfoilStats(json);
        };
        return reader.read(asked, body);
    }
}
