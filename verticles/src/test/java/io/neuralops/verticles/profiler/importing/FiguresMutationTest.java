package io.neuralops.verticles.profiler.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.histogram.HistogramDecoder;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.histogram.LatencyUnit;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Good figures with some bytes wrong: an end is reached, and nothing is thrown but the documented exception. */
class FiguresMutationTest {
    private static final int EACH = 3_000;
    private static final Readers READERS = new Readers(new Json());
    private static final Instant FROM = Instant.parse("2025-05-01T10:00:00Z");
    private static final List<String> SEEDS = List.of(
            Figures.log(FROM.toEpochMilli()),
            Figures.WRK2,
            Figures.WITHOUT_TABLE,
            Figures.K6,
            Figures.K6_EXPORT,
            Figures.VEGETA,
            Figures.HYPERFOIL,
            Figures.HYPERFOIL_TOTAL);

    /** Reads bytes as one of the formats, or as a bare histogram. */
    static void read(int which, byte[] bytes) {
        MetricsFormat[] formats = MetricsFormat.values();
        int chosen = which % (formats.length + 1);
        try {
            if (chosen == formats.length) {
                Histogram read = new HistogramDecoder("histogram", LatencyUnit.US).read(bytes);
                assertThat(Histograms.pack(read).bytes()).isNotEmpty();
            } else {
                ImportMetrics asked = new ImportMetrics(formats[chosen], "s", "e", "r", FROM, null, null);
                for (ItemOutcome<PerfWindow> one : READERS.read(asked, bytes)) {
                    assertThat(one).isNotNull();
                }
            }
        } catch (FailureException expected) {
            // It can't be read as a whole.
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void nothingElseIsThrown() {
        Random random = new Random(42);
        byte[] packed = Histograms.pack(Figures.seconds(0)).bytes();
        for (int which = 0; which <= MetricsFormat.values().length; which++) {
            for (String seed : SEEDS) {
                read(which, Figures.bytes(seed));
            }
            for (int i = 0; i < EACH; i++) {
                boolean text = which < MetricsFormat.values().length;
                byte[] seed = text ? Figures.bytes(SEEDS.get(random.nextInt(SEEDS.size()))) : packed;
                read(which, mutated(seed, random));
            }
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = Arrays.copyOf(seed, random.nextInt(4) == 0 ? random.nextInt(seed.length) : seed.length);
        for (int wrong = random.nextInt(6); wrong > 0 && bytes.length > 0; wrong--) {
            bytes[random.nextInt(bytes.length)] =
                    random.nextBoolean() ? (byte) random.nextInt() : seed[random.nextInt(seed.length)];
        }
        return bytes;
    }
}
