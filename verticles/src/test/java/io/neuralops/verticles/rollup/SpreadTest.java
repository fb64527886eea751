package io.neuralops.verticles.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Property(tries = 300)
    void percentilesAreRightToAThousandth(
            @ForAll @Size(min = 1, max = 50) List<@LongRange(max = 90_000_000) Long> seconds) {
        Spread spread = of(seconds);
        List<Long> sorted = seconds.stream().sorted().toList();

        long median = sorted.get((sorted.size() - 1) / 2);
        Offset<Long> thousandth = within(median / 1_000);
        assertThat(spread.atPercentile(50)).isCloseTo(median, thousandth);
        assertThat(spread.atPercentile(100)).isCloseTo(sorted.getLast(), within(sorted.getLast() / 1_000));
    }

    @Property(tries = 300)
    void itIsTheSameInWhateverPartsItIsCountedAndKept(
            @ForAll @Size(max = 30) List<@LongRange(max = 200_000_000) Long> one,
            @ForAll @Size(max = 30) List<@LongRange(max = 200_000_000) Long> other) {
        Spread added = Spread.unpack(of(one).pack());
        added.add(Spread.unpack(of(other).pack()));
        Spread counted = of(one);
        other.forEach(seconds -> counted.count(seconds, 1));

        assertThat(added.pack()).isEqualTo(counted.pack());
        other.forEach(seconds -> counted.count(seconds, -1));
        assertThat(counted.pack()).isEqualTo(of(one).pack());
    }

    @Test
    void whatIsTakenAwayMoreOftenThanItWasCountedIsNotOwed() {
        Spread spread = of(List.of(60L));
        spread.count(60, -2);
        spread.count(60, 1);

        assertThat(spread.atPercentile(50)).isEqualTo(60);
    }

    @Test
    void aFewTimesTakeAFewBytes() {
        assertThat(of(List.of(60L, 60L, 3_600L)).pack()).hasSizeLessThan(10);
        assertThat(new Spread().isEmpty()).isTrue();
        assertThat(new Spread().atPercentile(50)).isZero();
    }

    @Test
    void thoseThatWereKeptAsHistogramsAreRead() {
        Histogram before = new Histogram(1, 100_000_000, 3);
        before.recordValueWithCount(90, 2);
        before.recordValue(1_000_000);
        ByteBuffer buffer = ByteBuffer.allocate(before.getNeededByteBufferCapacity() + Long.BYTES);
        int length = before.encodeIntoCompressedByteBuffer(buffer);
        byte[] kept = Arrays.copyOf(buffer.array(), length);

        Spread spread = Spread.unpack(kept);

        assertThat(spread.atPercentile(50)).isEqualTo(90);
        assertThat(spread.atPercentile(100)).isCloseTo(1_000_000L, within(1_000L));
    }

    @Test
    void anotherVersionIsNotGuessedAt() {
        assertThatThrownBy(() -> Spread.unpack(new byte[] {7, 0}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 7");
    }

    private static Spread of(List<Long> seconds) {
        Spread spread = new Spread();
        seconds.forEach(one -> spread.count(one, 1));
        return spread;
    }
}
