package io.neuralops.verticles.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.sql.store.IncidentTimesStore.Times;
import org.junit.jupiter.api.Test;

class MinutesTest {
    private static final long MINUTE = 60_000_000;

    @Test
    void ofNoneThereIsNothing() {
        assertThat(Minutes.of(new Times("all", 0, 3, 0, 0, null, null, null, null)))
                .isEqualTo(new IncidentTimes.Durations(0, 3, null, null, null));
    }

    @Test
    void ofOneAllAreTheSame() {
        assertThat(Minutes.of(new Times("all", 1, 0, 90, 0, 90_000_000L, 90_000_000L, 90_000_000L, 90_000_000L)))
                .isEqualTo(new IncidentTimes.Durations(1, 0, 1.5, 1.5, 1.5));
    }

    /** 1, 2, 3 and 10 minutes. */
    @Test
    void betweenTwoItIsInterpolated() {
        Times four = new Times("all", 4, 1, 16 * 60, 0, 2 * MINUTE, 3 * MINUTE, 3 * MINUTE, 10 * MINUTE);

        // Nine tenths of three steps are 2.7: from the third seven tenths of the way to the fourth.
        assertThat(Minutes.of(four)).isEqualTo(new IncidentTimes.Durations(4, 1, 4.0, 2.5, 7.9));
    }

    @Test
    void microsecondsCountAndRoundingComesLast() {
        Times three = new Times("all", 3, 0, 0, 200, 1L, 1L, 1L, 100L);

        assertThat(Minutes.of(three).meanMinutes()).isEqualTo(0.000001);
        assertThat(Minutes.of(three).medianMinutes()).isEqualTo(0.0);
        Times many = new Times("all", 3, 0, 3 * 6_626_620_800L, 1, 1L, 1L, 1L, 1L);
        assertThat(Minutes.of(many).meanMinutes()).isEqualTo(110_443_680.0);
    }
}
