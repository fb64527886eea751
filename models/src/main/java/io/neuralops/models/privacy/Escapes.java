package io.neuralops.models.privacy;

/** Characters written as others: {@code %40}, {@code \}{@code u0040}, an HTML reference, and the sequences that colour a terminal. */
final class Escapes {
    private static final int MAX_REFERENCE = 10;

    private Escapes() {}

    static boolean any(String text) {
        return any(text, 0, text.length());
    }

    static boolean any(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (end(text, i) > i) {
                return true;
            }
        }
        return false;
    }

    /** The end of the escape that begins here, or {@code at} if there is none. */
    static int end(String text, int at) {
        return switch (text.charAt(at)) {
            case '%', '\\', '&' -> (int) (decode(text, at) >>> 32);
            default -> at;
        };
    }

    /** The character that is meant. */
    static int codePoint(String text, int at) {
        return (int) decode(text, at);
    }

    /** The end of a sequence for a terminal; an escape character alone shows nothing either. */
    static int terminalEnd(String text, int at) {
        if (!text.startsWith("[", at + 1)) {
            return at + 1;
        }
        int end = Letters.run(text, at + 2, at + 32, c -> c >= ' ' && c < '@');
        return end < text.length() && text.charAt(end) >= '@' && text.charAt(end) <= '~' ? end + 1 : at + 1;
    }

    /** The end in the upper half, the character in the lower. */
    private static long decode(String text, int at) {
        return switch (text.charAt(at)) {
            case '%' -> percent(text, at);
            case '\\' -> unicode(text, at);
            default -> reference(text, at);
        };
    }

    private static long found(int end, int codePoint) {
        return ((long) end << 32) | codePoint;
    }

    private static long unicode(String text, int at) {
        int codePoint = text.startsWith("u", at + 1) ? hex(text, at + 2, 4) : -1;
        return codePoint < 0 ? found(at, 0) : found(at + 6, codePoint);
    }

    /** One character in UTF-8, of which each byte is written as two digits. */
    private static long percent(String text, int at) {
        int lead = hex(text, at + 1, 2);
        int more = lead < 0 ? -1 : lead < 0x80 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : -1;
        if (more < 0) {
            return found(at, 0);
        }
        int codePoint = more == 0 ? lead : lead & (0x3f >> more);
        int end = at + 3;
        for (int i = 0; i < more; i++) {
            int next = text.startsWith("%", end) ? hex(text, end + 1, 2) : -1;
            if (next < 0x80 || next > 0xbf) {
                return found(at, 0);
            }
            codePoint = (codePoint << 6) | (next & 0x3f);
            end += 3;
        }
        return Character.isValidCodePoint(codePoint) ? found(end, codePoint) : found(at, 0);
    }

    private static long reference(String text, int at) {
        if (!text.startsWith("#", at + 1)) {
            return found(at, 0);
        }
        boolean hex = text.startsWith("x", at + 2) || text.startsWith("X", at + 2);
        int from = hex ? at + 3 : at + 2;
        int end = Letters.run(text, from, from + MAX_REFERENCE, hex ? Letters::isHex : Letters::isDigit);
        if (end == from || end - from > 7 || !text.startsWith(";", end)) {
            return found(at, 0);
        }
        int codePoint = Integer.parseInt(text, from, end, hex ? 16 : 10);
        return Character.isValidCodePoint(codePoint) ? found(end + 1, codePoint) : found(at, 0);
    }

    /** A number of so many hexadecimal digits, or -1. */
    private static int hex(String text, int at, int digits) {
        if (at + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = Letters.isHex(text.charAt(i)) ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }
}
