package io.neuralops.models.privacy;

import java.text.Normalizer;

/** Characters as the detectors see them. */
final class Letters {
    private static final String ODD = "\u00f8\u0142\u0111\u00f0\u00fe\u00e6\u00df\u0131\u0153\u0127\u0167\u014b\u0259";
    private static final String PLAIN = "olddtasiohtna";

    /** Latin, Greek and Cyrillic letters without case and marks; other letters are only lower-cased. */
    private static final char[] FOLDED = folded();

    private static final boolean[] ASCII_WORD = asciiWord();

    private Letters() {}

    /** A test of a character, without boxing. */
    @FunctionalInterface
    interface Test {
        boolean of(char c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isAsciiLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    /** Letters, digits, marks and the underscore: what holds an identifier together. */
    static boolean isWord(char c) {
        return c < 0x80 ? ASCII_WORD[c] : isLetter(c) || Character.isDigit(c);
    }

    /** Letters and the marks on them, halves of characters beyond the basic plane included. */
    static boolean isLetter(char c) {
        return c < 0x80
                ? isAsciiLetter(c)
                : Character.isLetter(c)
                        || Character.isSurrogate(c)
                        || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    /** Where the characters of a kind that begin at {@code at} end, not after {@code limit}. */
    static int run(String text, int at, int limit, Test test) {
        int end = Math.min(limit, text.length());
        int i = at;
        while (i < end && test.of(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Whether all digits are the same: {@code 1.1.1.1}. */
    static boolean sameDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isDigit(text.charAt(i)) && text.charAt(i) != text.charAt(from)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a word ends, or none begins, before the place. */
    static boolean startsWord(String text, int at) {
        return at == 0 || !isWord(text.charAt(at - 1));
    }

    static boolean endsWord(String text, int at) {
        return at >= text.length() || !isWord(text.charAt(at));
    }

    /** A letter as lists of words have it; 0 for a mark, which doesn't count. */
    static char fold(char c) {
        if (c < FOLDED.length) {
            return FOLDED[c];
        }
        return Character.getType(c) == Character.NON_SPACING_MARK ? 0 : Character.toLowerCase(c);
    }

    private static boolean[] asciiWord() {
        boolean[] word = new boolean[0x80];
        for (char c = 0; c < word.length; c++) {
            word[c] = isAsciiLetter(c) || isDigit(c) || c == '_';
        }
        return word;
    }

    private static char[] folded() {
        char[] folded = new char[0x530];
        for (char c = 0; c < folded.length; c++) {
            if (Character.getType(c) == Character.NON_SPACING_MARK) {
                continue;
            }
            char lower = Character.toLowerCase(c);
            char base = Normalizer.normalize(String.valueOf(lower), Normalizer.Form.NFD)
                    .charAt(0);
            int odd = ODD.indexOf(base);
            folded[c] = odd < 0 ? base : PLAIN.charAt(odd);
        }
        return folded;
    }
}
