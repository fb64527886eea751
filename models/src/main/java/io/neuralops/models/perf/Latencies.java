package io.neuralops.models.perf;

import io.neuralops.models.failure.Check;
import org.jspecify.annotations.Nullable;

/**
 * What callers waited, in milliseconds. Each may be unknown (null): tools don't tell the same ones, and of a window in which
 * nothing ended there are none.
 */
public record Latencies(
        @Nullable Double p50Ms,
        @Nullable Double p95Ms,
        @Nullable Double p99Ms,
        @Nullable Double p999Ms,
        @Nullable Double maxMs) {
    /** Nothing is known. */
    public static final Latencies NONE = new Latencies(null, null, null, null, null);

    /** Longer is taken for a mistaken unit. */
    private static final double LONGEST_MS = 86_400_000;

    public Latencies {
        double least = checked("p50_ms", p50Ms, 0);
        least = checked("p95_ms", p95Ms, least);
        least = checked("p99_ms", p99Ms, least);
        least = checked("p999_ms", p999Ms, least);
        checked("max_ms", maxMs, least);
    }

    private static double checked(String field, @Nullable Double ms, double least) {
        if (ms == null) {
            return least;
        }
        Check.range(field, Check.finite(field, ms), 0, LONGEST_MS);
        if (ms < least) {
            throw Check.invalid(field, "is below a lower percentile");
        }
        return ms;
    }
}
