package io.neuralops.verticles.histogram;

import io.neuralops.models.failure.Check;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/**
 * Reads HdrHistogram V2, compressed. The library's own decoder believes what the bytes say of their lengths, digits and
 * ranges, and makes room for it; this one looks at them first, and unpacks no more than a bound.
 */
public final class HistogramDecoder {
    /** A histogram of five digits over an hour, half of it counted, stays below. */
    static final int MAX_UNPACKED = 1 << 20;

    private static final int HEADER = 40;
    private static final int COOKIE_OF_COMPRESSED = 0x1c849304;
    private static final int COOKIE = 0x1c849303;
    private static final int SIZE_OF_WORDS = 0xf0;
    private static final long MAX_COUNT = 1_000_000_000_000_000L;

    private final String field;
    private final LatencyUnit unit;

    /**
     * A decoder.
     *
     * @param field of the input that holds the histogram, for those to be told that sent it
     * @param unit of its values
     */
    public HistogramDecoder(String field, LatencyUnit unit) {
        this.field = field;
        this.unit = unit;
    }

    /** What is in the bytes, in microseconds; {@link io.neuralops.models.failure.Failure.Invalid} if that can't be told. */
    public Histogram read(byte[] bytes) {
        Histogram histogram = Histograms.empty();
        addTo(histogram, bytes);
        return histogram;
    }

    /** Adds what is in the bytes; where they can't be read, a part of it may have been added. */
    public void addTo(Histogram histogram, byte[] bytes) {
        try {
            ByteBuffer unpacked = unpacked(ByteBuffer.wrap(bytes));
            expect(COOKIE, unpacked.getInt());
            int payload = unpacked.getInt();
            int shift = unpacked.getInt();
            Layout layout = Layout.of(field, unpacked.getInt(), unpacked.getLong(), unpacked.getLong());
            if (payload != unpacked.limit() - HEADER) {
                throw refused(
                        "says that it has " + payload + " bytes of counts, and has " + (unpacked.limit() - HEADER));
            }
            if (shift != 0 || Double.compare(unpacked.getDouble(), 1) != 0) {
                throw refused("is a histogram of fractions; one of whole numbers is taken");
            }
            counts(histogram, unpacked, layout);
        } catch (BufferUnderflowException e) {
            throw refused("ends too early");
        } catch (DataFormatException e) {
            throw refused("can't be unpacked");
        }
    }

    private void counts(Histogram histogram, ByteBuffer bytes, Layout layout) {
        long total = histogram.getTotalCount();
        long place = 0;
        while (bytes.hasRemaining()) {
            long count = word(bytes);
            if (count <= 0) {
                // So many places without a count.
                long silent = Math.max(1, -count);
                if (count == Long.MIN_VALUE || silent > layout.places() - place) {
                    throw refused("has more counts than its range");
                }
                place += silent;
            } else {
                total += count;
                if (count > MAX_COUNT || total > MAX_COUNT) {
                    throw refused("counts more than " + MAX_COUNT);
                }
                if (place >= layout.places()) {
                    throw refused("has more counts than its range");
                }
                histogram.recordValueWithCount(micros(layout.highestAt((int) place)), count);
                place++;
            }
        }
    }

    private long micros(long value) {
        double micros = unit.toMicros((double) value);
        // Of a place only its largest value is known: it may lie a little above what was counted.
        if (micros > Histograms.LONGEST_MICROS * 1.001) {
            throw refused(
                    "holds " + value + " " + unit.label() + ", which is more than an hour; say in which unit it is");
        }
        return Math.min(Histograms.LONGEST_MICROS, (long) micros);
    }

    /** A number in as few bytes as it needs, seven bits in each but the ninth, which has eight; signs alternate. */
    private static long word(ByteBuffer bytes) {
        long word = 0;
        for (int shift = 0; shift < Long.SIZE - Byte.SIZE; shift += 7) {
            byte next = bytes.get();
            word |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return (word >>> 1) ^ -(word & 1);
            }
        }
        word |= (long) (bytes.get() & 0xff) << (Long.SIZE - Byte.SIZE);
        return (word >>> 1) ^ -(word & 1);
    }

    private ByteBuffer unpacked(ByteBuffer bytes) throws DataFormatException {
        expect(COOKIE_OF_COMPRESSED, bytes.getInt());
        int length = bytes.getInt();
        if (length < 1 || length > bytes.remaining()) {
            throw refused("says that it has " + length + " packed bytes, and has " + bytes.remaining());
        }
        // The end is found by filling the room or by running dry, never by what the bytes say of themselves.
        byte[] room = new byte[4_096];
        int filled = 0;
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes.slice(bytes.position(), length));
            while (!inflater.finished()) {
                int more = inflater.inflate(room, filled, room.length - filled);
                filled += more;
                if (filled == room.length) {
                    if (filled >= MAX_UNPACKED) {
                        throw refused("unpacks to more than " + MAX_UNPACKED + " bytes");
                    }
                    room = Arrays.copyOf(room, 2 * room.length);
                } else if (more == 0 && !inflater.finished()) {
                    throw refused("ends too early");
                }
            }
        } finally {
            inflater.end();
        }
        return ByteBuffer.wrap(room, 0, filled);
    }

    private void expect(int cookie, int given) {
        if ((given & ~SIZE_OF_WORDS) != cookie) {
            throw refused("is no compressed histogram of HdrHistogram V2");
        }
    }

    private RuntimeException refused(String why) {
        return Check.invalid(field, why);
    }
}
