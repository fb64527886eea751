package io.neuralops.verticles.profiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Times that are kept one by one come to what histograms of them would. */
class SmallRecordingTest {
    @Test
    void itTellsWhatTheOtherTellsAndNothingTwice() {
        SplittableRandom random = new SplittableRandom(1);
        Recording small = new SmallRecording();
        Recording shared = new SharedRecording();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 1_000; i++) {
                long nanos = (long) Math.pow(10, random.nextDouble() * 14) - 1;
                for (Recording each : List.of(small, shared)) {
                    each.ended(nanos);
                    each.served(nanos / 2);
                    each.late(nanos / 3);
                    each.failed(i % 3 == 0 ? FailureKind.STATUS : FailureKind.TIMEOUT);
                    each.blocked();
                }
            }
            Interval one = taken(small, Interval.Sum.small());
            Interval other = taken(shared, Interval.Sum.empty());
            same(one.response(), other.response());
            same(one.service(), other.service());
            same(one.lateness(), other.lateness());
            other.failures()
                    .forEach((kind, count) ->
                            assertThat(one.failures().getOrDefault(kind, 0L)).isEqualTo(count));
            assertThat(one.blocked()).isEqualTo(1_000);
        }
        assertThat(taken(small, Interval.Sum.small()).ended()).isZero();
    }

    @Test
    void aWindowOfShortTimesTakesLittleRoom() {
        Recording small = new SmallRecording();
        small.ended(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(taken(small, Interval.Sum.small()).response().getEstimatedFootprintInBytes())
                .isLessThan(Recording.empty().getEstimatedFootprintInBytes() / 5);
    }

    private static Interval taken(Recording recording, Interval.Sum sum) {
        recording.takeInto(sum);
        return sum.between(0, 1);
    }

    private static void same(Histogram one, Histogram other) {
        assertThat(one.getTotalCount()).isEqualTo(other.getTotalCount());
        for (double percentile : new double[] {0, 1, 50, 95, 99, 99.9, 100}) {
            assertThat(one.getValueAtPercentile(percentile)).isEqualTo(other.getValueAtPercentile(percentile));
        }
    }
}
