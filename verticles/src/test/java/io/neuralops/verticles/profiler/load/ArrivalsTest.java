package io.neuralops.verticles.profiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** When requests are due. */
class ArrivalsTest {
    @Test
    void atAConstantRateTheyAreEven() {
        List<Long> times = times(new Rate.Constant(500, Duration.ofSeconds(20)));

        assertThat(times).hasSize(10_000).isSorted();
        assertThat(times.get(0)).isZero();
        assertThat(times.get(9_999)).isEqualTo(19_998_000_000L);
    }

    @Test
    void stepsFollowOneAnother() {
        List<Long> times = times(new Rate.Stepped(
                List.of(new Rate.Constant(10, Duration.ofSeconds(1)), new Rate.Constant(100, Duration.ofSeconds(1)))));

        assertThat(times).hasSize(110).isSorted();
        assertThat(times.get(9)).isEqualTo(900_000_000L);
        assertThat(times.get(10)).isEqualTo(1_000_000_000L);
        assertThat(times.get(11)).isEqualTo(1_010_000_000L);
    }

    /** From 0.1 to 100 a second in 10 s: after half of the time a quarter. */
    @Test
    void aRampGetsFaster() {
        List<Long> times = times(new Rate.Ramped(0.1, 100, Duration.ofSeconds(10)));

        assertThat(times).hasSize(501).isSorted();
        assertThat(times.stream().filter(time -> time < 5_000_000_000L).count()).isBetween(125L, 127L);
    }

    @Test
    void byChanceTheyAreAsManyOnAverageAndOnesOwnSeedRepeatsThem() {
        Rate.Poisson rate = new Rate.Poisson(1_000, Duration.ofSeconds(20));
        List<Long> times = times(rate);

        assertThat(times).isSorted().isEqualTo(times(rate));
        // Four standard deviations.
        assertThat((double) times.size()).isCloseTo(20_000, within(4 * Math.sqrt(20_000)));
        // Of exponentially distributed distances 1 - 1/e are below the mean.
        long below = 0;
        for (int i = 1; i < times.size(); i++) {
            below += times.get(i) - times.get(i - 1) < 1_000_000 ? 1 : 0;
        }
        assertThat((double) below / times.size()).isCloseTo(1 - 1 / Math.E, within(0.02));
    }

    @Property(tries = 200)
    void theyAreAsManyAsTheRateSaysAndNoneIsOutside(
            @ForAll @DoubleRange(min = 0.5, max = 5_000) double from,
            @ForAll @DoubleRange(min = 0.5, max = 5_000) double to,
            @ForAll @IntRange(min = 1, max = 5_000) int milliseconds) {
        Rate rate = new Rate.Ramped(from, to, Duration.ofMillis(milliseconds));
        List<Long> times = times(rate);

        assertThat(times).isSorted();
        assertThat((double) times.size()).isCloseTo(rate.expected(), within(1.0));
        assertThat(times).allMatch(time -> time >= 0 && time <= milliseconds * 1_000_000L + 1);
    }

    private static List<Long> times(Rate rate) {
        Arrivals arrivals = rate.arrivals(7);
        List<Long> times = new ArrayList<>();
        for (long time = arrivals.next(); time != Arrivals.NONE; time = arrivals.next()) {
            times.add(time);
        }
        return times;
    }
}
