package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PackedHistogram;
import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.perf.Verdict;
import io.neuralops.models.privacy.KeptAsGiven;
import io.neuralops.verticles.histogram.HistogramDecoder;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.histogram.LatencyUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A window as callers send it.
 *
 * @param run the measuring run: with {@code from}, {@code service} and {@code endpoint} it says which window this is
 * @param requests that came to an end, good or not; default: as many as the histogram counts
 * @param errors those of them that had no good answer; default 0
 * @param throughput good answers a second; default: by requests, errors and time
 * @param source who measured; default {@code rows}
 * @param histogram HdrHistogram V2, compressed, of microseconds, as base64; the latencies are taken from it then
 */
public record RecordWindow(
        String run,
        String service,
        String endpoint,
        Instant from,
        Instant to,
        @Nullable Long requests,
        @Nullable Long errors,
        @Nullable Double p50Ms,
        @Nullable Double p95Ms,
        @Nullable Double p99Ms,
        @Nullable Double p999Ms,
        @Nullable Double maxMs,
        @Nullable Double throughput,
        @Nullable Verdict verdict,
        @Nullable PerfSource source,
        @Nullable String histogram) {
    private static final int MAX_BASE64 = 4 * ((PackedHistogram.MAX_BYTES + 2) / 3);
    private static final double NANOS = 1e9;

    public RecordWindow {
        Check.text("run", run, ImportMetrics.MAX_RUN);
        KeptAsGiven.check("run", run);
        Check.text("service", service, ImportMetrics.MAX_SERVICE);
        Check.text("endpoint", endpoint, ImportMetrics.MAX_ENDPOINT);
        from = Check.instant("from", from);
        to = Check.instant("to", to);
        if (histogram != null && histogram.length() > MAX_BASE64) {
            throw Check.invalid("histogram", "has more than " + MAX_BASE64 + " characters");
        }
        if (requests != null && requests < 1) {
            throw Check.invalid("requests", "must be 1 at least");
        }
    }

    /** The window; what it takes to unpack a histogram is not for an event loop. */
    PerfWindow toWindow() {
        Histogram counted = histogram == null ? null : counted(histogram);
        if (counted == null) {
            Check.given("requests", requests);
        }
        long all = requests == null ? counted(counted) : requests;
        if (all < counted(counted)) {
            throw Check.invalid("requests", "are fewer than the histogram counts");
        }
        long failed = errors == null ? 0 : errors;
        Latencies latencies =
                counted == null ? new Latencies(p50Ms, p95Ms, p99Ms, p999Ms, maxMs) : Histograms.latencies(counted);
        double seconds = Duration.between(from, to).toNanos() / NANOS;
        return PerfWindow.of(
                run,
                service,
                endpoint,
                from,
                to,
                all,
                failed,
                latencies,
                throughput == null ? (seconds > 0 ? Math.max(0, all - failed) / seconds : 0) : throughput,
                verdict,
                source == null ? PerfSource.ROWS : source,
                counted == null ? null : Histograms.pack(counted));
    }

    private static long counted(@Nullable Histogram counted) {
        return counted == null ? 0 : counted.getTotalCount();
    }

    private static Histogram counted(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw Check.invalid("histogram", "is no base64");
        }
        Histogram counted = new HistogramDecoder("histogram", LatencyUnit.US).read(bytes);
        if (counted.getTotalCount() == 0) {
            throw Check.invalid("histogram", "has no sample");
        }
        return counted;
    }
}
