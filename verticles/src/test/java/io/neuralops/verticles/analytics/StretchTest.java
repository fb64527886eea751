package io.neuralops.verticles.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import io.neuralops.sql.store.Grain;
import io.neuralops.sql.store.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StretchTest {
    private static final List<String> ZONES = List.of(
            "UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham");

    /** Each begins where the one before ends, and the quarters and days of each make it up. */
    @Property(tries = 300)
    void nothingIsCountedTwiceOrLeftOut(
            @ForAll @IntRange(max = 5) int zone,
            @ForAll Granularity granularity,
            @ForAll @IntRange(max = 300_000) int startMinute,
            @ForAll @IntRange(min = 1, max = 900) int hours) {
        Instant from = Instant.parse("2025-01-01T00:00:00Z").plusSeconds(60L * startMinute);
        Instant to = from.plus(Duration.ofHours(hours));
        List<Stretch> stretches = Stretch.of(from, to, granularity, ZoneId.of(ZONES.get(zone)));

        assertThat(stretches.getFirst().from()).isBeforeOrEqualTo(from);
        assertThat(stretches.getLast().before()).isAfterOrEqualTo(to);
        Instant next = stretches.getFirst().from();
        for (Stretch stretch : stretches) {
            assertThat(stretch.from()).isEqualTo(next);
            assertThat(stretch.before()).isAfter(next);
            for (Span span : stretch.spans(true)) {
                assertThat(span.from()).isEqualTo(next);
                next = span.before();
            }
            assertThat(next).isEqualTo(stretch.before());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2025-03-30T12:00:00Z, 23",
        "Europe/Berlin, 2025-10-26T12:00:00Z, 25",
        "Australia/Lord_Howe, 2025-10-05T03:00:00Z, 23.5",
    })
    void aDayIsAsLongAsItsClocksSay(String zone, Instant within, double hours) {
        Stretch day = Stretch.of(within, within.plusSeconds(1), Granularity.DAY, ZoneId.of(zone))
                .getFirst();

        assertThat(Duration.between(day.from(), day.before()).toMinutes()).isEqualTo((long) (hours * 60));
    }

    @Test
    void aDayOfUtcIsOneRow() {
        Instant from = Instant.parse("2025-06-02T00:00:00Z");
        Stretch day = new Stretch(from, from.plus(Duration.ofDays(1)));

        assertThat(day.spans(true)).containsExactly(new Span(Grain.DAY, day.from(), day.before()));
        assertThat(day.spans(false)).containsExactly(new Span(Grain.QUARTER, day.from(), day.before()));
    }

    @Test
    void thereAreNotTooMany() {
        Instant from = Instant.parse("2025-06-02T00:00:00Z");

        assertThat(Stretch.of(from, from.plus(Duration.ofDays(1_000)), Granularity.DAY, ZoneOffset.UTC))
                .hasSize(1_000);
        assertThatThrownBy(() -> Stretch.of(from, from.plus(Duration.ofDays(1_001)), Granularity.DAY, ZoneOffset.UTC))
                .isInstanceOf(FailureException.class);
    }
}
