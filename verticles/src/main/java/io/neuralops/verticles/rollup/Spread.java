package io.neuralops.verticles.rollup;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * How long restoring took: whole seconds, each with its count, up to three years. Those below 2,048 are exact, longer ones to a thousandth.
 * A quarter of an hour of a workflow has few of them, and a report adds up hundreds: what is kept is as small as what is in it. Not
 * thread-safe.
 */
public final class Spread {
    private static final long LONGEST_SECONDS = 100_000_000;
    private static final int EXACT_BITS = 11;
    private static final double PERCENT = 100;

    private static final byte VERSION = 1;
    /** With which those begin that were kept before, as HdrHistograms. */
    private static final byte HDR_HISTOGRAM = 0x1c;

    private final NavigableMap<Long, Long> counts = new TreeMap<>();

    /** Counts a time so many times; taken away, where that is negative and it is there. */
    void count(long seconds, long times) {
        counts.merge(place(seconds), times, Long::sum);
        counts.computeIfPresent(place(seconds), (place, count) -> count <= 0 ? null : count);
    }

    /** Counts all that another has. */
    public void add(Spread other) {
        other.counts.forEach((place, count) -> counts.merge(place, count, Long::sum));
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** The shortest time, in seconds, that so many in a hundred don't exceed; 0 if there are none. */
    public long atPercentile(double percentile) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        long wanted = Math.max(1, (long) Math.ceil(percentile / PERCENT * total));
        long passed = 0;
        for (Map.Entry<Long, Long> one : counts.entrySet()) {
            passed += one.getValue();
            if (passed >= wanted) {
                return one.getKey();
            }
        }
        return 0;
    }

    /** The form in which it is kept. */
    byte[] pack() {
        return Packing.bytes(this::write);
    }

    private void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        VarLong.write(counts.size(), out);
        long before = 0;
        for (Map.Entry<Long, Long> one : counts.entrySet()) {
            VarLong.write(one.getKey() - before, out);
            VarLong.write(one.getValue(), out);
            before = one.getKey();
        }
    }

    /** What was packed; only what this service itself has stored. */
    public static Spread unpack(byte[] bytes) {
        Spread spread = new Spread();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            switch (version) {
                case VERSION -> spread.read(in);
                case HDR_HISTOGRAM -> spread.readHistogram(bytes);
                default -> throw new IllegalStateException("no times to restore are kept in version " + version);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return spread;
    }

    private void read(DataInputStream in) throws IOException {
        long left = VarLong.read(in);
        long place = 0;
        while (left-- > 0) {
            place += VarLong.read(in);
            counts.put(place, VarLong.read(in));
        }
    }

    private void readHistogram(byte[] bytes) {
        try {
            Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), LONGEST_SECONDS)
                    .recordedValues()
                    .forEach(one -> count(one.getValueIteratedTo(), one.getCountAtValueIteratedTo()));
        } catch (DataFormatException e) {
            throw new IllegalStateException("a stored histogram can't be unpacked", e);
        }
    }

    /** The middle of those times that are counted as the same. */
    private static long place(long seconds) {
        long value = Math.min(LONGEST_SECONDS, Math.max(0, seconds));
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - EXACT_BITS);
        return (value >> shift << shift) + (1L << shift >> 1);
    }
}
