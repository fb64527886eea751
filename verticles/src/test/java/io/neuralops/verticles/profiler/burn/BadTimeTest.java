package io.neuralops.verticles.profiler.burn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The sliding sum against one that is made anew each time. */
class BadTimeTest {
    private record Piece(long from, long to, double share) {}

    /** Each number is a piece: how long after the one before, how long, how bad; and how long until it is asked. */
    @Property
    void isWhatAddingUpAllWindowsComesTo(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 999_999) Integer> numbers,
            @ForAll @IntRange(min = 1, max = 400) int rangeSeconds) {
        Duration range = Duration.ofSeconds(rangeSeconds);
        BadTime sliding = new BadTime(range);
        List<Piece> all = new ArrayList<>();
        long now = 1_700_000_000_000_000_000L;
        for (int number : numbers) {
            long gap = number % 10 == 0 ? number % 300 : 0;
            long from = now + Duration.ofSeconds(gap).toNanos();
            long to = from + Duration.ofMillis(1 + number % 20_000).toNanos();
            double share = number % 3 == 0 ? 0 : (number % 101) / 100.0;
            all.add(new Piece(from, to, share));
            sliding.add(from, to, share);
            now = to;
            assertThat(sliding.share(now)).isCloseTo(naive(all, range, now), within(1e-6));
            if (number % 7 == 0) {
                now += Duration.ofMillis(number % 5_000).toNanos();
                assertThat(sliding.share(now)).isCloseTo(naive(all, range, now), within(1e-6));
            }
        }
        assertThat(sliding.share(now + range.toNanos())).isZero();
    }

    private static double naive(List<Piece> all, Duration range, long now) {
        double bad = 0;
        for (Piece piece : all) {
            long begin = Math.max(piece.from(), now - range.toNanos());
            bad += piece.share() * Math.max(0, Math.min(now, piece.to()) - begin);
        }
        return bad / range.toNanos();
    }
}
