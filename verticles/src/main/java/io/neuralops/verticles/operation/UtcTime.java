package io.neuralops.verticles.operation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Reads times in the form in which nearly all come, {@code 2026-01-31T12:00:00Z} with or without a fraction, at a tenth of
 * the cost of the JDK's parser: of a line that reports a run, reading its two times was half the work.
 */
final class UtcTime {
    private static final int SECONDS_END = 19;
    private static final int MAX_FRACTION = 9;

    private UtcTime() {}

    /** The time; null if the text has another form, or isn't a time: that is for a slower parser to say. */
    static @Nullable Instant parse(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END || text.charAt(end) != 'Z' || !punctuated(text)) {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, SECONDS_END);
        int nanos = end == SECONDS_END ? 0 : fraction(text, end);
        // A part that isn't a number is negative.
        if ((year | nanos) < 0 || !within(month, 1, 12) || !within(hour, 0, 23)) {
            return null;
        }
        if (!within(minute, 0, 59)
                || !within(second, 0, 59)
                || !within(day, 1, YearMonth.of(year, month).lengthOfMonth())) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second, nanos);
    }

    private static boolean punctuated(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static boolean within(int value, int min, int max) {
        return value >= min && value <= max;
    }

    /** Nanoseconds of a fraction with one to nine digits after its point. */
    private static int fraction(String text, int end) {
        int from = SECONDS_END + 1;
        int count = end - from;
        if (text.charAt(SECONDS_END) != '.' || count < 1 || count > MAX_FRACTION) {
            return -1;
        }
        int nanos = digits(text, from, end);
        for (int i = count; i < MAX_FRACTION; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
