package io.neuralops.verticles.profiler;

import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PackedHistogram;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.histogram.HistogramDecoder;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.histogram.LatencyUnit;
import java.time.Duration;
import java.time.Instant;
import org.HdrHistogram.Histogram;

/**
 * Windows of one endpoint, put together: their counts are added, never their percentiles averaged, which would mean nothing. They
 * are to be added in the order of their ends, the last first. For one thread.
 */
final class WindowSum {
    private static final HistogramDecoder DECODER = new HistogramDecoder("histogram", LatencyUnit.US);
    private static final double NANOS = 1e9;

    private final String service;
    private final String endpoint;
    private final Instant to;
    private final Histogram histogram = Histograms.empty();
    private Instant from;
    private int windows;
    private int excluded;
    private long requests;
    private long errors;
    /** Measured without a gap until {@link #from}, which later windows may lengthen. */
    private Instant stretchEnd;

    private Instant stretchStart;
    private double earlierSeconds;

    /** Nothing yet, of the endpoint and the end of a window. */
    WindowSum(PerfWindow last) {
        service = last.service();
        endpoint = last.endpoint();
        to = last.to();
        from = last.from();
        stretchEnd = last.to();
        stretchStart = last.from();
    }

    void add(PerfWindow window) {
        PackedHistogram packed = window.histogram();
        if (packed == null) {
            excluded++;
        } else {
            DECODER.addTo(histogram, packed.bytes());
        }
        windows++;
        requests += window.requests();
        errors += window.errors();
        from = earlier(from, window.from());
        if (window.to().isBefore(stretchStart)) {
            earlierSeconds += seconds(stretchStart, stretchEnd);
            stretchEnd = window.to();
            stretchStart = window.from();
        } else {
            // Those that overlap measured the same time: it is counted once.
            stretchStart = earlier(stretchStart, window.from());
        }
    }

    Histogram histogram() {
        return histogram;
    }

    MergedPerf.Endpoint view() {
        Latencies latencies = Histograms.latencies(histogram);
        double seconds = earlierSeconds + seconds(stretchStart, stretchEnd);
        return new MergedPerf.Endpoint(
                service,
                endpoint,
                from,
                to,
                windows,
                excluded,
                requests,
                errors,
                latencies.p50Ms(),
                latencies.p95Ms(),
                latencies.p99Ms(),
                latencies.p999Ms(),
                latencies.maxMs(),
                (requests - errors) / seconds);
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }

    private static double seconds(Instant start, Instant end) {
        return Duration.between(start, end).toNanos() / NANOS;
    }
}
