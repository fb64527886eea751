package io.neuralops.gateway.importing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimal numbers as exports write them. */
final class Numbers {
    private static final int LONGEST = 40;
    private static final int EXACT_DIGITS = 15;

    private Numbers() {}

    /** The number, or NaN if the text isn't a finite decimal one. */
    static double parse(String text) {
        int length = text.length();
        if (length == 0 || length > LONGEST) {
            return Double.NaN;
        }
        long integer = 0;
        boolean plain = length <= EXACT_DIGITS;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                integer = integer * 10 + (c - '0');
            } else if (isPartOfNumber(c)) {
                plain = false;
            } else {
                return Double.NaN;
            }
        }
        return plain ? integer : decimal(text);
    }

    /** The exact number, or null if the text isn't one. */
    static @Nullable BigDecimal decimalOrNull(String text) {
        try {
            return Double.isNaN(parse(text)) ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            // An exponent beyond what BigDecimal holds.
            return null;
        }
    }

    /** Whether the text is an integer so long that it must be an id. */
    static boolean isLongInteger(String text) {
        return text.length() >= EXACT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static double decimal(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Java's own parser takes more: hexadecimal ones, NaN, and a type's letter at the end. */
    private static boolean isPartOfNumber(char c) {
        return c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
    }
}
