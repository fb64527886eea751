package io.neuralops.models.privacy;

import java.util.Locale;

/** National numbers that begin with letters: Italy's fiscal code, and Britain's National Insurance number. */
final class LetteredIds implements Detector {
    /** The digits after the first may be letters, where two people would have the same. */
    private static final String ITALIAN = "AAAAAAd*A**A***A";

    private static final String BRITISH = "AAddddddA";
    /** What letters and digits count at odd places (from 1). */
    private static final int[] ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    @Override
    public int find(String text, int at, Spans found) {
        if (at + 9 > text.length() || !Letters.isDigit(text.charAt(at + 6)) || !Letters.startsWord(text, at)) {
            return at;
        }
        int length = italian(text, at) ? ITALIAN.length() : british(text, at) ? BRITISH.length() : 0;
        if (length == 0) {
            return at;
        }
        found.add(Kind.NATIONAL_ID, text, at, at + length);
        return at + length;
    }

    private static boolean italian(String text, int at) {
        if (at + 16 > text.length()) {
            return false;
        }
        String code = text.substring(at, at + 16).toUpperCase(Locale.ROOT);
        if (!NationalIds.shaped(code, 0, ITALIAN) || !Letters.endsWord(text, at + 16)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = code.charAt(i);
            int value = Letters.isDigit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ODD[value] : value;
        }
        return code.charAt(15) == 'A' + sum % 26;
    }

    /** Prefixes without D, F, I, Q, U and V, nor O as the second letter; the last letter is A to D. */
    private static boolean british(String text, int at) {
        return NationalIds.shaped(text, at, BRITISH)
                && "DFIQUV".indexOf(text.charAt(at)) < 0
                && "DFIQUVO".indexOf(text.charAt(at + 1)) < 0
                && text.charAt(at + 8) <= 'D';
    }
}
