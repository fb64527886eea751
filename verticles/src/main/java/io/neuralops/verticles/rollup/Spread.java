package io.neuralops.verticles.rollup;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * How long restoring took, as a histogram of seconds up to three years, with three digits: the median of an hour is right to four seconds,
 * that of a day to a minute and a half.
 */
public final class Spread {
    private static final long LONGEST_SECONDS = 100_000_000;
    private static final int DIGITS = 3;

    private Spread() {}

    /** One without anything in it. */
    public static Histogram empty() {
        return new Histogram(1, LONGEST_SECONDS, DIGITS);
    }

    /** Counts a time so many times; taken away, where that is negative and it is there. */
    static void count(Histogram histogram, long seconds, long times) {
        // Nought has no place of its own: it is counted with the first second.
        long value = Math.min(LONGEST_SECONDS, Math.max(0, seconds));
        if (times > 0) {
            histogram.recordValueWithCount(value, times);
        } else if (times < 0) {
            Histogram less = empty();
            less.recordValueWithCount(value, Math.min(-times, histogram.getCountAtValue(value)));
            histogram.subtract(less);
        }
    }

    /** The form in which it is kept. */
    public static byte[] pack(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity() + Long.BYTES);
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), length);
    }

    /** What was packed; only what this service itself has stored. */
    public static Histogram unpack(byte[] bytes) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), LONGEST_SECONDS);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a stored histogram can't be unpacked", e);
        }
    }
}
