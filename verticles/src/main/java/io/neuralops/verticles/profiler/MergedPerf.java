package io.neuralops.verticles.profiler;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the windows of some time come to.
 *
 * @param from those were looked at that ended then or later
 * @param to those were looked at that ended then or before
 * @param items by service and endpoint
 */
public record MergedPerf(Instant from, Instant to, List<Endpoint> items) {
    /**
     * What the windows of an endpoint come to. Latencies are milliseconds, of all requests that were counted one by one;
     * null if none were.
     *
     * @param from the beginning of the first window
     * @param to the end of the last
     * @param windows all of them
     * @param excluded those of them of which percentiles alone are known: they count for requests and errors, and for no latency
     * @param throughput good answers a second of the time that was measured
     */
    public record Endpoint(
            String service,
            String endpoint,
            Instant from,
            Instant to,
            int windows,
            int excluded,
            long requests,
            long errors,
            @Nullable Double p50Ms,
            @Nullable Double p95Ms,
            @Nullable Double p99Ms,
            @Nullable Double p999Ms,
            @Nullable Double maxMs,
            double throughput) {}
}
