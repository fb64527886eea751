package io.neuralops.gateway.cli;

import io.neuralops.models.failure.Check;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What options take as a time: a day, which begins by UTC, or a time with its zone. */
final class DayOrTime {
    private DayOrTime() {}

    /** The time that was given; {@link io.neuralops.models.failure.Failure.Invalid} names the option if it is none. */
    static Instant of(String option, String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Check.invalid(option, "is '" + text + "', which is neither a day such as 2026-01-31 nor a time");
        }
    }
}
