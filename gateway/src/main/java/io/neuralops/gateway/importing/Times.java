package io.neuralops.gateway.importing;

import io.neuralops.models.failure.Check;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as exports write them: ISO-8601 with or without zone (without means UTC), a blank in the place of the T, a zone
 * behind a blank, and seconds, milliseconds or microseconds since 1970, told apart by their size.
 */
final class Times {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,17}(\\.\\d{1,9})?");
    private static final Pattern UTC = Pattern.compile(" ?(UTC|GMT|Z)$");
    private static final Pattern DATE_BLANK = Pattern.compile("^(\\d{4}-\\d\\d-\\d\\d) +");
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][X]")
            .toFormatter();

    /** From here on a number is milliseconds; as seconds it would be the year 5138. */
    private static final double MILLIS = 1e11;

    private static final double MICROS = 1e14;

    private Times() {}

    /** The time, or null for no text; {@code field} is named where the text isn't a time. */
    static @Nullable Instant parse(Field field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return NUMBER.matcher(text).matches() ? sinceEpoch(text) : iso(text);
        } catch (DateTimeException e) {
            throw Check.invalid(
                    field.label(),
                    "'" + Texts.shown(text, 60)
                            + "' is not a time; taken are 2026-01-31T10:00:00Z (without a zone: UTC)"
                            + " and seconds or milliseconds since 1970");
        }
    }

    private static Instant iso(String text) {
        if (text.length() == 20 && text.charAt(19) == 'Z' && text.charAt(10) == 'T') {
            return Instant.parse(text);
        }
        String bare = DATE_BLANK.matcher(text).replaceFirst("$1T");
        bare = UTC.matcher(bare).replaceFirst("Z").replace(" ", "");
        TemporalAccessor parsed = ISO.parseBest(bare, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }

    private static Instant sinceEpoch(String text) {
        double number = Double.parseDouble(text);
        double unit = number < MILLIS ? 1e6 : number < MICROS ? 1e3 : 1;
        long micros = Math.round(number * unit);
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
