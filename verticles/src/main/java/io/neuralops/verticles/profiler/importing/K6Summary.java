package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.operation.ItemOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The summary of k6, of which {@code handleSummary} is given one form, with {@code values} in each metric, and
 * {@code --summary-export} writes another, without. Latencies are milliseconds. k6 tells no histogram.
 */
final class K6Summary implements WindowReader {
    private static final String DURATION = "http_req_duration";
    private static final String REQUESTS = "http_reqs";
    private static final String FAILED = "http_req_failed";
    private static final double MILLIS = 1_000;

    private final JsonBody json;

    K6Summary(JsonBody json) {
        this.json = json;
    }

    @Override
    public List<ItemOutcome<PerfWindow>> read(ImportMetrics asked, byte[] body) {
        JsonFigures root = json.read(body);
        JsonFigures metrics = root.object("metrics");
        JsonFigures duration = values(metrics, DURATION);
        long requests = values(metrics, REQUESTS).count("count");
        Latencies latencies = new Latencies(
                either(duration, "med", "p(50)"),
                duration.numberOrNull("p(95)"),
                duration.numberOrNull("p(99)"),
                duration.numberOrNull("p(99.9)"),
                duration.numberOrNull("max"));
        Measured measured = new Measured(requests, errors(metrics, requests), latencies, null);
        Span span = Span.of(asked, seconds(root, metrics, requests));
        return List.of(new ItemOutcome.Done<>(measured.window(asked, null, span)));
    }

    /** {@code passes} counts what the metric's name says: requests that failed. */
    private static long errors(JsonFigures metrics, long requests) {
        if (!metrics.has(FAILED)) {
            return 0;
        }
        JsonFigures failed = values(metrics, FAILED);
        if (failed.has("passes")) {
            return failed.count("passes");
        }
        String ratio = failed.has("rate") ? "rate" : "value";
        return Math.round(Check.range(failed.part(ratio).place(), failed.number(ratio), 0, 1) * requests);
    }

    private static @Nullable Double seconds(JsonFigures root, JsonFigures metrics, long requests) {
        if (root.has("state") && root.object("state").has("testRunDurationMs")) {
            return root.object("state").number("testRunDurationMs") / MILLIS;
        }
        Double rate = values(metrics, REQUESTS).numberOrNull("rate");
        return rate == null || rate <= 0 ? null : Double.valueOf(requests / rate);
    }

    private static JsonFigures values(JsonFigures metrics, String name) {
        JsonFigures metric = metrics.object(name);
        return metric.has("values") ? metric.object("values") : metric;
    }

    private static @Nullable Double either(JsonFigures values, String one, String other) {
        return values.has(one) ? values.numberOrNull(one) : values.numberOrNull(other);
    }
}
