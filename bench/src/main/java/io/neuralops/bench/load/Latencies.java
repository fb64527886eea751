package io.neuralops.bench.load;

import org.HdrHistogram.Histogram;

/** Percentiles in milliseconds; all 0 when there was nothing. */
public record Latencies(
        long count, double p50Ms, double p90Ms, double p95Ms, double p99Ms, double p999Ms, double maxMs) {
    private static final double MICROS = 1e3;

    static Latencies of(Histogram micros) {
        return new Latencies(
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / MICROS,
                micros.getValueAtPercentile(90) / MICROS,
                micros.getValueAtPercentile(95) / MICROS,
                micros.getValueAtPercentile(99) / MICROS,
                micros.getValueAtPercentile(99.9) / MICROS,
                micros.getMaxValue() / MICROS);
    }
}
