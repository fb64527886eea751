package io.neuralops.models.privacy;

/** Tells at a glance that a short text holds nothing, as most values of labels and nearly all names of metrics do. */
final class Prefilter {
    private static final int SHORT_TEXT = 48;
    /** A longer word may be encoded, a token or a number, if it isn't all small letters. */
    private static final int SHORT_WORD = 12;
    /** The shortest numbers that are looked for are those of an address. */
    private static final int FEW_DIGITS = 4;

    private Prefilter() {}

    static boolean holdsNothing(String text) {
        if (text.length() > SHORT_TEXT) {
            return false;
        }
        int digits = 0;
        int word = 0;
        boolean mixed = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = Letters.isDigit(c);
            if (digit || Letters.isAsciiLetter(c)) {
                word++;
                digits += digit ? 1 : 0;
                mixed |= c < 'a';
            } else if (joins(c)) {
                word = 0;
                mixed = false;
            } else {
                return false;
            }
            if (digits >= FEW_DIGITS || (mixed && word >= SHORT_WORD)) {
                return false;
            }
        }
        return true;
    }

    /** What stands between words of a name. A blank would make a sentence of them. */
    private static boolean joins(char c) {
        return c == '-' || c == '_' || c == '.' || c == '/';
    }
}
