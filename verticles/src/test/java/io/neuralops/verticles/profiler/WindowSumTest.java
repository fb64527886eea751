package io.neuralops.verticles.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PackedHistogram;
import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.histogram.Histograms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowSumTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void aThousandWindowsAreWhatRecordingAllInOneWouldBe() {
        Random random = new Random(20_260_131);
        Histogram all = Histograms.empty();
        List<PerfWindow> windows = new ArrayList<>();
        long requests = 0;
        for (int i = 0; i < 1_000; i++) {
            Histogram one = Histograms.empty();
            for (int n = 1 + random.nextInt(500); n > 0; n--) {
                // From a microsecond to an hour, as likely of each size.
                long micros = (long) Math.exp(random.nextDouble() * Math.log((double) Histograms.LONGEST_MICROS));
                one.recordValue(micros);
                all.recordValue(micros);
                requests++;
            }
            windows.add(window(i * 10L, i * 10L + 10, one.getTotalCount(), Histograms.pack(one)));
        }

        WindowSum sum = added(windows);

        assertThat(sum.histogram()).isEqualTo(all);
        MergedPerf.Endpoint merged = sum.view();
        assertThat(merged.windows()).isEqualTo(1_000);
        assertThat(merged.excluded()).isZero();
        assertThat(merged.requests()).isEqualTo(requests);
        assertThat(merged.from()).isEqualTo(START);
        assertThat(merged.to()).isEqualTo(START.plusSeconds(10_000));
        assertThat(merged.p50Ms()).isEqualTo(all.getValueAtPercentile(50) / 1_000.0);
        assertThat(merged.p999Ms()).isEqualTo(all.getValueAtPercentile(99.9) / 1_000.0);
        assertThat(merged.maxMs()).isEqualTo(all.getMaxValue() / 1_000.0);
        assertThat(merged.throughput()).isCloseTo(requests / 10_000.0, within(1e-9));
    }

    @Test
    void whatHasPercentilesOnlyCountsForRequestsAndForNoLatency() {
        Histogram one = Histograms.empty();
        one.recordValueWithCount(1_000, 100);

        MergedPerf.Endpoint merged = added(List.of(
                        window(0, 10, 100, Histograms.pack(one)), window(10, 20, 300, null), window(20, 30, 50, null)))
                .view();

        assertThat(merged.windows()).isEqualTo(3);
        assertThat(merged.excluded()).isEqualTo(2);
        assertThat(merged.requests()).isEqualTo(450);
        assertThat(merged.maxMs()).isCloseTo(1, within(0.002));
        assertThat(added(List.of(window(0, 10, 1, null))).view().p50Ms()).isNull();
    }

    @Test
    void timeThatIsMeasuredTwiceCountsOnceAndGapsDoNot() {
        List<PerfWindow> windows = List.of(
                window(0, 10, 10, null),
                window(5, 15, 10, null),
                window(15, 20, 10, null),
                window(100, 110, 10, null),
                window(90, 120, 10, null));

        assertThat(added(windows).view().throughput()).isCloseTo(50 / 50.0, within(1e-9));
    }

    /** The last first, as they are read. */
    private static WindowSum added(List<PerfWindow> windows) {
        WindowSum sum = new WindowSum(windows.getLast());
        windows.reversed().forEach(sum::add);
        return sum;
    }

    private static PerfWindow window(long from, long to, long requests, @Nullable PackedHistogram histogram) {
        return PerfWindow.of(
                "r",
                "s",
                "e",
                START.plusSeconds(from),
                START.plusSeconds(to),
                requests,
                0,
                Latencies.NONE,
                1,
                null,
                PerfSource.ROWS,
                histogram);
    }
}
