package io.neuralops.verticles.profiler;

import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.perf.Verdict;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A window as callers see it. Latencies are milliseconds.
 *
 * @param throughput good answers a second
 * @param verdict null where nobody judged
 * @param mergeable whether its latencies were counted one by one, so that it can be put together with others
 */
public record PerfView(
        UUID id,
        String run,
        String service,
        String endpoint,
        Instant from,
        Instant to,
        long requests,
        long errors,
        @Nullable Double p50Ms,
        @Nullable Double p95Ms,
        @Nullable Double p99Ms,
        @Nullable Double p999Ms,
        @Nullable Double maxMs,
        double throughput,
        @Nullable Verdict verdict,
        PerfSource source,
        boolean mergeable) {
    static PerfView of(PerfWindow window) {
        Latencies latencies = window.latencies();
        return new PerfView(
                window.id(),
                window.run(),
                window.service(),
                window.endpoint(),
                window.from(),
                window.to(),
                window.requests(),
                window.errors(),
                latencies.p50Ms(),
                latencies.p95Ms(),
                latencies.p99Ms(),
                latencies.p999Ms(),
                latencies.maxMs(),
                window.throughput(),
                window.verdict(),
                window.source(),
                window.histogram() != null);
    }
}
