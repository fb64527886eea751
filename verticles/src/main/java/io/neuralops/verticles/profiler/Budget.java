package io.neuralops.verticles.profiler;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.profiler.load.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What callers may be made to wait, in milliseconds of response time, each below; and how much may go wrong.
 *
 * @param p95Ms always there: by it alone a server that stops for a while may pass, but nobody is judged without it
 * @param errorRatio errors of all requests, below
 * @param throughput good answers a second, at least; null for whatever is asked
 */
public record Budget(
        @Nullable Double p50Ms,
        double p95Ms,
        @Nullable Double p99Ms,
        @Nullable Double p999Ms,
        @Nullable Double maxMs,
        double errorRatio,
        @Nullable Double throughput) {
    private static final double LONGEST_MS = 3_600_000;
    private static final double MICROS = 1_000;

    /** Where nothing else is said. */
    public static final Budget USUAL = new Budget(null, 800, 1_000.0, null, 5_000.0, 0.001, null);

    public Budget {
        checked("budget.p50_ms", p50Ms);
        checked("budget.p95_ms", p95Ms);
        checked("budget.p99_ms", p99Ms);
        checked("budget.p999_ms", p999Ms);
        checked("budget.max_ms", maxMs);
        Check.range("budget.error_ratio", errorRatio, 0, 1);
        if (throughput != null) {
            Check.range("budget.throughput", throughput, 0, 1e9);
        }
    }

    private static void checked(String field, @Nullable Double ms) {
        if (ms != null) {
            Check.range(field, ms, 0.001, LONGEST_MS);
        }
    }

    /** What is broken, in words; nothing if it holds. */
    public List<String> broken(Interval measured, double perSecond) {
        List<String> broken = new ArrayList<>();
        Histogram response = measured.response();
        above(broken, "p50", percentile(response, 50), p50Ms);
        above(broken, "p95", percentile(response, 95), p95Ms);
        above(broken, "p99", percentile(response, 99), p99Ms);
        above(broken, "p99.9", percentile(response, 99.9), p999Ms);
        above(broken, "max", response.getMaxValue() / MICROS, maxMs);
        double errors = measured.ended() == 0 ? 0 : (double) measured.failed() / measured.ended();
        if (errors > 0 && errors >= errorRatio) {
            broken.add(String.format(
                    Locale.ROOT, "errors %.3f %% (budget below %.3f %%)", 100 * errors, 100 * errorRatio));
        }
        if (throughput != null && perSecond < throughput) {
            broken.add(
                    String.format(Locale.ROOT, "%.1f/s good answers (budget at least %.1f/s)", perSecond, throughput));
        }
        return List.copyOf(broken);
    }

    private static double percentile(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / MICROS;
    }

    private static void above(List<String> broken, String name, double ms, @Nullable Double budget) {
        if (budget != null && ms >= budget) {
            broken.add(String.format(Locale.ROOT, "%s %.1f ms (budget below %.1f ms)", name, ms, budget));
        }
    }
}
