package io.neuralops.models.privacy;

/** Tells at a glance that a short text holds nothing, as most values of labels do. */
final class Prefilter {
    /** What is longer may be a token or encoded. */
    private static final int SHORT = 12;
    /** The shortest numbers that are looked for are those of an address. */
    private static final int FEW_DIGITS = 4;

    private Prefilter() {}

    static boolean holdsNothing(String text) {
        if (text.length() >= 4 * SHORT) {
            return false;
        }
        int digits = 0;
        int word = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = Letters.isAsciiLetter(c);
            digits += Letters.isDigit(c) ? 1 : 0;
            word = letter || Letters.isDigit(c) ? word + 1 : 0;
            if ((!letter && !Letters.isDigit(c) && c != '-' && c != '_' && c != '.' && c != '/')
                    || word >= SHORT
                    || digits >= FEW_DIGITS) {
                return false;
            }
        }
        return true;
    }
}
