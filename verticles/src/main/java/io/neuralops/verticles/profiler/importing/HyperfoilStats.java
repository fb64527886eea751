package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.histogram.LatencyUnit;
import io.neuralops.verticles.operation.ItemOutcome;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a run of Hyperfoil: a window for each phase and metric, without warm-ups. Latencies are nanoseconds, times
 * milliseconds. {@code stats/all} has how many fell between percentiles, which are counted as their upper ends;
 * {@code stats/total} has percentiles only.
 */
final class HyperfoilStats implements WindowReader {
    private static final int MAX_NAME = 200;
    private static final int MAX_BUCKETS = 10_000;

    private final JsonBody json;

    HyperfoilStats(JsonBody json) {
        this.json = json;
    }

    @Override
    public List<ItemOutcome<PerfWindow>> read(ImportMetrics asked, byte[] body) {
        JsonFigures root = json.read(body);
        List<ItemOutcome<PerfWindow>> windows = new ArrayList<>();
        for (JsonFigures one : root.objects(root.has("statistics") ? "statistics" : "stats", MAX_WINDOWS)) {
            if (!one.node().path("isWarmup").asBoolean()) {
                windows.add(ItemOutcome.attempt(() -> window(asked, one)));
            }
        }
        if (windows.isEmpty()) {
            throw new Failure.Invalid("stats", "has no phase that was measured").asException();
        }
        return windows;
    }

    private static PerfWindow window(ImportMetrics asked, JsonFigures entry) {
        JsonFigures total = entry.has("total") ? entry.object("total") : entry;
        JsonFigures summary = total.object("summary");
        long requests = summary.count("requestCount");
        long errors = 0;
        for (String kind : List.of("invalid", "connectionErrors", "requestTimeouts", "internalErrors")) {
            errors += summary.has(kind) ? summary.count(kind) : 0;
        }
        // One that is cut off may count as invalid too.
        errors = Math.min(errors, requests);
        Histogram counted = entry.has("histogram") ? counted(entry.object("histogram")) : null;
        Measured measured = counted == null
                ? new Measured(requests, errors, latencies(summary), null)
                : Measured.of(counted, Math.max(requests, counted.getTotalCount()), errors);
        String part = entry.text("phase", MAX_NAME) + " " + entry.text("metric", MAX_NAME);
        Span span = new Span(summary.millis("startTime"), summary.millis("endTime"));
        return measured.window(asked, part, span);
    }

    private static @Nullable Histogram counted(JsonFigures histogram) {
        Histogram counted = Histograms.empty();
        for (JsonFigures bucket : histogram.objects("percentiles", MAX_BUCKETS)) {
            long count = bucket.count("count");
            if (count > 0) {
                double micros = LatencyUnit.NS.toMicros(bucket.number("to"));
                Check.range(bucket.part("to").place(), micros, 0, (double) Histograms.LONGEST_MICROS);
                counted.recordValueWithCount((long) micros, count);
                Check.range(bucket.part("count").place(), (double) counted.getTotalCount(), 0, JsonFigures.MOST);
            }
        }
        return counted.getTotalCount() == 0 ? null : counted;
    }

    private static Latencies latencies(JsonFigures summary) {
        JsonFigures percentiles = summary.object("percentileResponseTime");
        return new Latencies(
                millis(percentiles, "50.0"),
                millis(percentiles, "95.0"),
                millis(percentiles, "99.0"),
                millis(percentiles, "99.9"),
                millis(summary, "maxResponseTime"));
    }

    private static @Nullable Double millis(JsonFigures figures, String name) {
        Double nanos = figures.numberOrNull(name);
        return nanos == null ? null : Double.valueOf(LatencyUnit.NS.toMillis(nanos));
    }
}
