package io.neuralops.verticles.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramDecoderTest {
    private static final int COMPRESSED = 0x1c849314;
    private static final int PLAIN = 0x1c849313;

    private final Random random = new Random(7);
    private final HistogramDecoder decoder = new HistogramDecoder("histogram", LatencyUnit.US);

    @Test
    void whatWasPackedIsReadPlaceByPlace() {
        for (int i = 0; i < 50; i++) {
            Histogram histogram = Histograms.empty();
            for (int n = random.nextInt(2_000); n >= 0; n--) {
                histogram.recordValue(
                        (long) Math.exp(random.nextDouble() * Math.log((double) Histograms.LONGEST_MICROS)));
            }
            histogram.recordValueWithCount(Histograms.LONGEST_MICROS, 3);
            histogram.recordValueWithCount(0, 1L << 40);

            assertThat(decoder.read(Histograms.pack(histogram).bytes())).isEqualTo(histogram);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void otherDigitsRangesAndUnitsStayWithinTheirPrecision(int digits) {
        Histogram nanos = new Histogram(1_000, 60_000_000_000L, digits);
        for (int i = 0; i < 1_000; i++) {
            nanos.recordValue(1_000 + random.nextInt(2_000_000_000));
        }

        Histogram read = new HistogramDecoder("h", LatencyUnit.NS).read(packed(nanos));

        assertThat(read.getTotalCount()).isEqualTo(1_000);
        double error = Math.pow(10, -digits) + 0.001;
        for (double percentile : new double[] {1, 50, 95, 99, 100}) {
            double expected = nanos.getValueAtPercentile(percentile) / 1_000.0;
            assertThat((double) read.getValueAtPercentile(percentile))
                    .isBetween(expected * (1 - error) - 1, expected * (1 + error) + 1);
        }
    }

    @Test
    void everyCutIsRefused() {
        Histogram histogram = Histograms.empty();
        for (int i = 0; i < 300; i++) {
            histogram.recordValue(random.nextInt(1_000_000));
        }
        byte[] whole = Histograms.pack(histogram).bytes();
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length), "");
        }
    }

    @Test
    void whatTheBytesSayOfThemselvesIsNotBelieved() {
        refused(ByteBuffer.allocate(8).putInt(0x12345678).putInt(0).array(), "no compressed histogram");
        refused(
                ByteBuffer.allocate(12)
                        .putInt(COMPRESSED)
                        .putInt(Integer.MAX_VALUE)
                        .array(),
                "packed bytes");
        refused(ByteBuffer.allocate(12).putInt(COMPRESSED).putInt(-1).array(), "packed bytes");
        refused(deflated(header(Integer.MAX_VALUE, 0, 3, 1, 3_600_000_000L, 1)), "bytes of counts");
        refused(deflated(header(0, 0, 1_000_000_000, 1, 3_600_000_000L, 1)), "digits");
        refused(deflated(header(0, 0, 0, 1, 3_600_000_000L, 1)), "digits");
        refused(deflated(header(0, 0, 3, 0, 3_600_000_000L, 1)), "can't be");
        refused(deflated(header(0, 0, 3, -5, Long.MAX_VALUE, 1)), "can't be");
        refused(deflated(header(0, 0, 3, 8, 9, 1)), "can't be");
        refused(deflated(header(0, 0, 5, 1L << 60, Long.MAX_VALUE, 1)), "too large");
        refused(deflated(header(0, 7, 3, 1, 3_600_000_000L, 1)), "fractions");
        refused(deflated(header(0, 0, 3, 1, 3_600_000_000L, Double.NaN)), "fractions");
        assertThat(decoder.read(deflated(header(0, 0, 3, 1, Long.MAX_VALUE, 1))).getTotalCount())
                .as("nothing in it, over all numbers")
                .isZero();
    }

    @Test
    void countsAreBounded() {
        byte[] many = {-2, -1, -1, -1, -1, -1, -1, -1, 127}; // the largest of all counts
        refused(counted(many), "counts more than");
        byte[] silence = {-3, -1, -1, -1, -1, -1, -1, -1, 127}; // so many places without one
        refused(counted(silence), "more counts than its range");
        byte[] leastOfAll = {-1, -1, -1, -1, -1, -1, -1, -1, -1};
        refused(counted(leastOfAll), "more counts than its range");
        byte[] beyond = new byte[60_000];
        Arrays.fill(beyond, (byte) 2); // one at each place, more than there are
        refused(counted(beyond), "more counts than its range");
        byte[] unended = {-1, -1};
        refused(counted(unended), "ends too early");
    }

    @Test
    void aBombIsNotUnpacked() {
        byte[] bomb = deflated(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(100_000);

        refused(bomb, "unpacks to more than");
    }

    @Test
    void aMistakenUnitIsToldOf() {
        Histogram nanos = new Histogram(1, 60_000_000_000_000L, 3);
        nanos.recordValue(5_000_000_000L);

        refused(packed(nanos), "which is more than an hour");
    }

    private void refused(byte[] bytes, String why) {
        assertThatThrownBy(() -> decoder.read(bytes)).isInstanceOfSatisfying(FailureException.class, e -> {
            assertThat(e.failure()).isInstanceOf(Failure.Invalid.class);
            assertThat(e.failure().field()).isEqualTo("histogram");
            assertThat(e.failure().detail()).contains(why);
        });
    }

    private static byte[] counted(byte[] counts) {
        ByteBuffer all = ByteBuffer.allocate(40 + counts.length);
        all.put(header(counts.length, 0, 3, 1, 1_000_000, 1)).put(counts);
        return deflated(all.array());
    }

    private static byte[] header(int payload, int shift, int digits, long lowest, long highest, double ratio) {
        return ByteBuffer.allocate(40)
                .putInt(PLAIN)
                .putInt(payload)
                .putInt(shift)
                .putInt(digits)
                .putLong(lowest)
                .putLong(highest)
                .putDouble(ratio)
                .array();
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return ByteBuffer.allocate(8 + out.size())
                .putInt(COMPRESSED)
                .putInt(out.size())
                .put(out.toByteArray())
                .array();
    }

    private static byte[] packed(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity() + 8);
        return Arrays.copyOf(buffer.array(), histogram.encodeIntoCompressedByteBuffer(buffer));
    }
}
