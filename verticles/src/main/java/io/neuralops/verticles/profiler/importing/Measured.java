package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PackedHistogram;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.histogram.Histograms;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a tool told of a window, as far as it did; refused if nothing was measured.
 *
 * @param counted each latency, where the tool told that; null otherwise
 * @param latencies what it told of them otherwise
 */
record Measured(
        long requests,
        long errors,
        Latencies latencies,
        @Nullable Histogram counted) {
    Measured {
        if (requests <= 0) {
            throw Check.invalid("requests", "tells of no request at all");
        }
        if (latencies.equals(Latencies.NONE)) {
            throw Check.invalid("latencies", "tells of no latency at all");
        }
    }

    static Measured of(Histogram counted, long requests, long errors) {
        return new Measured(requests, errors, Histograms.latencies(counted), counted);
    }

    /** The window that it is of. */
    PerfWindow window(ImportMetrics asked, @Nullable String part, Span span) {
        PackedHistogram packed = counted == null ? null : Histograms.pack(counted);
        double seconds = span.seconds();
        double throughput = seconds > 0 ? (requests - errors) / seconds : 0;
        return PerfWindow.of(
                asked.namedRun(),
                asked.service(),
                asked.endpointOf(part),
                span.from(),
                span.to(),
                requests,
                errors,
                latencies,
                throughput,
                null,
                asked.format().source(),
                packed);
    }

    /** A number as tools print it, with a point, above or at nought. */
    static double number(String field, String text) {
        double value;
        try {
            value = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw Check.invalid(field, "has something else where a number is expected");
        }
        if (!Double.isFinite(value) || value < 0) {
            throw Check.invalid(
                    field, String.format(Locale.ROOT, "has %s where a number from 0 on is expected", value));
        }
        return value;
    }
}
