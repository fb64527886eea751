package io.neuralops.models.privacy;

/**
 * Tells in one pass, and without an object, that an id or a name of a workflow holds no IP address, as nearly all do. Where it may
 * hold one it is worth looking closer, which costs many times as much.
 */
final class AddressHints {
    /** Of version 4, between its numbers. */
    private static final int DOTS = 3;
    /** Of version 6, at the least: {@code 2001::}. */
    private static final int COLONS = 2;
    /** An address in base64 has at least so many characters of its own, and capitals among them: digits and dots begin with one. */
    private static final int ENCODED = 8;

    private static final int CAPITALS = 2;

    private AddressHints() {}

    static boolean none(String text) {
        int dots = 0;
        int colons = 0;
        int word = 0;
        int capitals = 0;
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Letters.isDigit(c)) {
                if (dots >= DOTS) {
                    return false;
                }
                word++;
            } else if (Letters.isAsciiLetter(c)) {
                dots = 0;
                colons = Letters.isHex(c) ? colons : 0;
                capitals += c < 'a' ? 1 : 0;
                word++;
            } else if (isDisguise(c)) {
                return false;
            } else {
                dots = c == '.' && Letters.isDigit(before) ? dots + 1 : 0;
                colons = c == '.' ? colons : c == ':' && (before == ':' || Letters.isHex(before)) ? colons + 1 : 0;
                word = 0;
                capitals = 0;
            }
            if (colons >= COLONS || (capitals >= CAPITALS && word >= ENCODED)) {
                return false;
            }
            before = c;
        }
        return true;
    }

    /** What may stand for another character, or for none. */
    private static boolean isDisguise(char c) {
        return c < ' ' || c >= 0x7f || c == '%' || c == '\\' || c == '&';
    }
}
