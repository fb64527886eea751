package io.neuralops.verticles.histogram;

import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PackedHistogram;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The histograms that are kept: of microseconds up to an hour, with three digits, so that any of them can be added. */
public final class Histograms {
    /** An hour. */
    public static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1_000;

    private Histograms() {}

    /** One without anything in it. */
    public static Histogram empty() {
        return new Histogram(1, LONGEST_MICROS, DIGITS);
    }

    /** The form in which it is kept. */
    public static PackedHistogram pack(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity() + Long.BYTES);
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return new PackedHistogram(Arrays.copyOf(buffer.array(), length));
    }

    /** What callers waited; nothing is known if nothing is in it. */
    public static Latencies latencies(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return Latencies.NONE;
        }
        return new Latencies(
                percentile(histogram, 50),
                percentile(histogram, 95),
                percentile(histogram, 99),
                percentile(histogram, 99.9),
                histogram.getMaxValue() / MICROS_PER_MILLI);
    }

    private static double percentile(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
