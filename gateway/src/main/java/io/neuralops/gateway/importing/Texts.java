package io.neuralops.gateway.importing;

/** Texts made fit to be kept or shown. */
final class Texts {
    private Texts() {}

    /** At most {@code max} characters, whole ones, without the control characters that a report refuses. */
    static String kept(String text, int max) {
        String cut = cut(text, max);
        for (int i = 0; i < cut.length(); i++) {
            if (!allowed(cut, i)) {
                return replaced(cut);
            }
        }
        return cut;
    }

    /** A text for a message: one line, cut, and nothing in it that steers a terminal. */
    static String shown(String text, int max) {
        StringBuilder shown = new StringBuilder();
        String cut = cut(text, max);
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            shown.append(Character.isISOControl(c) ? ' ' : c);
        }
        return cut.length() < text.length() ? shown.append("...").toString() : shown.toString();
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            clean.append(allowed(text, i) ? text.charAt(i) : '\ufffd');
        }
        return clean.toString();
    }

    private static boolean allowed(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c >= ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\u001b';
    }
}
