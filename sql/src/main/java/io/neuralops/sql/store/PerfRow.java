package io.neuralops.sql.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint did within a window of time, as it is stored. Latencies are milliseconds, null where nothing was answered.
 *
 * @param throughput answers a second
 * @param verdict null where nobody judged
 * @param histogram HdrHistogram V2, compressed; null where none was kept
 * @param timestamp the end of the window
 */
public record PerfRow(
        UUID id,
        String service,
        String endpoint,
        @Nullable Double p50,
        @Nullable Double p95,
        @Nullable Double p99,
        @Nullable Double p999,
        @Nullable Double max,
        double throughput,
        long errors,
        @Nullable String verdict,
        byte @Nullable [] histogram,
        Instant timestamp) {}
