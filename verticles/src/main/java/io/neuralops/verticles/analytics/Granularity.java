package io.neuralops.verticles.analytics;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How long the stretches of a report are, by the clock and the calendar of a zone: a day may have 23 or 25 hours. */
public enum Granularity {
    HOUR,
    DAY,
    /** From Monday on. */
    WEEK;

    /** The beginning of the stretch of a time. */
    Instant floor(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        return switch (this) {
            case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
            case DAY -> local.toLocalDate().atStartOfDay(zone).toInstant();
            case WEEK ->
                local.toLocalDate()
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .atStartOfDay(zone)
                        .toInstant();
        };
    }

    /** The beginning of the next stretch. */
    Instant next(Instant begin, ZoneId zone) {
        ZonedDateTime local = begin.atZone(zone);
        return switch (this) {
            case HOUR -> hourAfter(begin, zone);
            case DAY -> local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
            case WEEK -> local.toLocalDate().plusWeeks(1).atStartOfDay(zone).toInstant();
        };
    }

    /** Where clocks are set back by half an hour, the hour that begins before that would come again and again. */
    private Instant hourAfter(Instant begin, ZoneId zone) {
        Instant later = begin.plus(1, ChronoUnit.HOURS);
        Instant next = floor(later, zone);
        return next.isAfter(begin) ? next : later;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
