package io.neuralops.models.failure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The checks that records use to validate themselves. Each throws {@link Failure.Invalid} with the name of the field. */
public final class Check {
    /** Earliest and latest instants that are taken; what lies outside is a unit mistake (seconds for milliseconds). */
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Check() {}

    /** A text of 1 to {@code max} characters without control characters and without unpaired surrogates. */
    public static String text(String field, @Nullable String value, int max) {
        if (value == null || value.isBlank()) {
            throw invalid(field, "must be given and not be blank");
        }
        return line(field, value, max);
    }

    /** Like {@link #text}, or null. */
    public static @Nullable String optionalText(String field, @Nullable String value, int max) {
        return value == null ? null : text(field, value, max);
    }

    /** Free text of at most {@code max} characters; line breaks and tabs are allowed, NUL and the like are not. */
    public static @Nullable String freeText(String field, @Nullable String value, int max) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        bounded(field, value, max);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\u001b') {
                throw invalid(field, "has a control character at position " + i);
            }
        }
        return wellFormed(field, value);
    }

    public static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw invalid(field, "must be given");
        }
        return value;
    }

    /** Refuses a time that is before {@code from}; either may be open. */
    public static void inOrder(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && to.isBefore(from)) {
            throw invalid("to", "is before from");
        }
    }

    public static int range(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw invalid(field, "must be from " + min + " to " + max);
        }
        return value;
    }

    public static double range(String field, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw invalid(field, "must be from " + min + " to " + max);
        }
        return value;
    }

    public static double finite(String field, @Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            throw invalid(field, "must be a finite number");
        }
        return value;
    }

    /** A length of time above nought. */
    public static Duration positive(String field, @Nullable Duration value) {
        Duration given = given(field, value);
        if (given.isNegative() || given.isZero()) {
            throw invalid(field, "must be longer than nothing");
        }
        return given;
    }

    /** An instant within sane bounds, cut to microseconds, which is what both databases keep. */
    public static Instant instant(String field, @Nullable Instant value) {
        Instant given = given(field, value);
        if (given.isBefore(EARLIEST) || given.isAfter(LATEST)) {
            throw invalid(field, "must lie between " + EARLIEST + " and " + LATEST);
        }
        return given.truncatedTo(ChronoUnit.MICROS);
    }

    public static @Nullable Instant optionalInstant(String field, @Nullable Instant value) {
        return value == null ? null : instant(field, value);
    }

    /** Named numbers: at most {@code max} of them, names of at most 100 characters, values finite. Keeps the order. */
    public static Map<String, Double> numbers(String field, @Nullable Map<String, Double> values, int max) {
        if (values == null || values.isEmpty()) {
            return Map.of();
        }
        size(field, values.size(), max);
        values.forEach((name, value) -> {
            text(field, name, 100);
            finite(field + "." + name, value);
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Named texts: at most {@code max} of them, names of at most 100 characters, values of at most 500. Keeps the order. */
    public static Map<String, String> texts(String field, @Nullable Map<String, String> values, int max) {
        if (values == null || values.isEmpty()) {
            return Map.of();
        }
        size(field, values.size(), max);
        values.forEach((name, value) -> {
            text(field, name, 100);
            freeText(field + "." + name, given(field + "." + name, value), 500);
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A UUID in its usual form, of 36 characters. */
    public static UUID uuid(String field, @Nullable String value) {
        String text = text(field, value, 36);
        if (text.length() == 36) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                // Told below.
            }
        }
        throw invalid(field, "must be a UUID");
    }

    public static FailureException invalid(String field, String detail) {
        return new Failure.Invalid(field, detail).asException();
    }

    private static void size(String field, int size, int max) {
        if (size > max) {
            throw invalid(field, "has " + size + " entries; at most " + max + " are taken");
        }
    }

    private static String line(String field, String value, int max) {
        bounded(field, value, max);
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw invalid(field, "has a control character at position " + i);
            }
        }
        return wellFormed(field, value);
    }

    private static void bounded(String field, String value, int max) {
        if (value.length() > max) {
            throw invalid(field, "has " + value.length() + " characters; at most " + max + " are taken");
        }
    }

    /** UTF-16 that can't be written as UTF-8 would be stored as something else than was sent. */
    private static String wellFormed(String field, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!pair) {
                    throw invalid(field, "has an unpaired surrogate at position " + i);
                }
                i++;
            }
        }
        return value;
    }
}
