package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.histogram.LatencyUnit;
import io.neuralops.verticles.operation.ItemOutcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON report of vegeta. Latencies are nanoseconds; its times are those of the first request and of the last answer. */
final class VegetaReport implements WindowReader {
    private static final int LONGEST_TIME = 64;

    private final JsonBody json;

    VegetaReport(JsonBody json) {
        this.json = json;
    }

    @Override
    public List<ItemOutcome<PerfWindow>> read(ImportMetrics asked, byte[] body) {
        JsonFigures root = json.read(body);
        long requests = root.count("requests");
        double success = Check.range("success", root.number("success"), 0, 1);
        JsonFigures given = root.object("latencies");
        Latencies latencies = new Latencies(
                millis(given, "50th"), millis(given, "95th"), millis(given, "99th"), null, millis(given, "max"));
        Instant from = asked.from();
        Instant to = asked.to();
        Span span = new Span(
                from == null ? time(root, "earliest") : from,
                to == null ? time(root, root.has("end") ? "end" : "latest") : to);
        Measured measured = new Measured(requests, Math.round((1 - success) * requests), latencies, null);
        return List.of(new ItemOutcome.Done<>(measured.window(asked, null, span)));
    }

    private static @Nullable Double millis(JsonFigures latencies, String name) {
        Double nanos = latencies.numberOrNull(name);
        return nanos == null ? null : Double.valueOf(LatencyUnit.NS.toMillis(nanos));
    }

    private static Instant time(JsonFigures root, String name) {
        try {
            return Check.instant(
                    name, OffsetDateTime.parse(root.text(name, LONGEST_TIME)).toInstant());
        } catch (DateTimeException e) {
            throw Check.invalid(name, "is no time as ISO-8601 has it");
        }
    }
}
