package io.neuralops.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final Schedule schedule = new Schedule(3_000, Duration.ofSeconds(1), Duration.ofSeconds(2));

    @Test
    void requestsAreSpacedEvenlyOverTheWholeTime() {
        assertThat(schedule.count()).isEqualTo(9_000);
        assertThat(schedule.offset(0)).isZero();
        assertThat(schedule.offset(3)).isEqualTo(1_000_000);
        assertThat(schedule.offset(9_000)).isEqualTo(3_000_000_000L);
    }

    @Test
    void errorsOfRoundingDoNotAddUp() {
        Schedule uneven = new Schedule(7, Duration.ZERO, Duration.ofDays(1));

        assertThat(uneven.count()).isEqualTo(7 * 86_400);
        assertThat(uneven.offset(7 * 86_400)).isEqualTo(Duration.ofDays(1).toNanos());
    }

    @Test
    void whatIsMeantForTheWarmUpIsNotMeasured() {
        assertThat(schedule.measures(2_999)).isFalse();
        assertThat(schedule.measures(3_000)).isTrue();
    }

    @Test
    void aRateOfNothingIsRefused() {
        assertThatThrownBy(() -> new Schedule(0, Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Schedule(Double.NaN, Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
