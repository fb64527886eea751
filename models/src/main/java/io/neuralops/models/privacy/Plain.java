package io.neuralops.models.privacy;

import java.text.Normalizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as a person would read it: what shows nothing (zero-width characters, the colours of terminals) left out, other
 * alphabets' digits, blanks and dashes as in ASCII, and perhaps percent, JSON and HTML escapes decoded. Each character knows
 * where in the original it stands.
 */
final class Plain {
    /** Escapes of escapes are decoded as often as this. */
    private static final int ROUNDS = 3;

    private static final char ESCAPE = '\u001b';

    private final StringBuilder text;
    private int[] starts;
    private int[] ends;

    private Plain(int capacity) {
        text = new StringBuilder(capacity);
        starts = new int[capacity];
        ends = new int[capacity];
    }

    /** A text without what shows nothing, in the usual digits, blanks and dashes; null if it has nothing else. */
    static @Nullable Plain shown(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 ? !ordinary(c) : c == ESCAPE) {
                Plain plain = decode(text, false);
                return plain.text().equals(text) ? null : plain;
            }
        }
        return null;
    }

    /** The lines of a text that have escapes, with what is meant instead of them; null if there are none. */
    static @Nullable Plain meant(String text) {
        Plain meant = Escapes.any(text) ? decode(text, true) : null;
        for (int round = 1; meant != null && round < ROUNDS && Escapes.any(meant.text()); round++) {
            meant = decode(meant.text(), true).within(meant);
        }
        return meant;
    }

    /** What this has, by the places of the text that it was made from. */
    Plain within(Plain origin) {
        for (int i = 0; i < text.length(); i++) {
            starts[i] = origin.starts[starts[i]];
            ends[i] = origin.ends[ends[i] - 1];
        }
        return this;
    }

    String text() {
        return text.toString();
    }

    /** Where in the original a character begins. */
    int start(int at) {
        return starts[at];
    }

    /** Where in the original a character ends. */
    int end(int at) {
        return ends[at];
    }

    /** Letters of the scripts below the punctuation, where there are no compatibility forms to speak of. */
    private static boolean ordinary(char c) {
        return c >= 0xc0 && c < 0x1e00 && Character.isLetter(c);
    }

    private static Plain decode(String text, boolean escapes) {
        Plain plain = new Plain(text.length());
        int line = 0;
        while (line < text.length()) {
            int end = text.indexOf('\n', line) + 1;
            end = end == 0 ? text.length() : end;
            if (!escapes || Escapes.any(text, line, end)) {
                for (int i = line; i < end; ) {
                    char c = text.charAt(i);
                    i = c < 0x80 ? plain.ascii(text, i, c, escapes) : plain.beyond(text, i, c);
                }
            } else {
                plain.add('\n', end - 1, end);
            }
            line = end;
        }
        return plain;
    }

    private int ascii(String text, int at, char c, boolean escapes) {
        if (c == ESCAPE) {
            return Escapes.terminalEnd(text, at);
        }
        int end = escapes ? Escapes.end(text, at) : at;
        add(end > at ? Escapes.codePoint(text, at) : c, at, Math.max(end, at + 1));
        return Math.max(end, at + 1);
    }

    private int beyond(String text, int at, char c) {
        if (ordinary(c)) {
            add(c, at, at + 1);
            return at + 1;
        }
        int codePoint = text.codePointAt(at);
        int end = at + Character.charCount(codePoint);
        add(codePoint, at, end);
        return end;
    }

    private void add(int codePoint, int from, int to) {
        if (codePoint < 0x80) {
            add((char) codePoint, from, to);
            return;
        }
        switch (Character.getType(codePoint)) {
            case Character.FORMAT -> {}
            case Character.DECIMAL_DIGIT_NUMBER -> add((char) ('0' + Character.digit(codePoint, 10)), from, to);
            case Character.SPACE_SEPARATOR -> add(' ', from, to);
            case Character.DASH_PUNCTUATION, Character.MATH_SYMBOL -> add(dash(codePoint), from, to);
            default -> folded(codePoint, from, to);
        }
    }

    private void folded(int codePoint, int from, int to) {
        if (Invisible.is(codePoint)) {
            return;
        }
        String folded = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
        for (int i = 0; i < folded.length(); i++) {
            add(folded.charAt(i) == '\u3002' ? '.' : folded.charAt(i), from, to);
        }
    }

    private static char dash(int codePoint) {
        int minus = 0x2212;
        boolean dash = codePoint == minus || Character.getType(codePoint) == Character.DASH_PUNCTUATION;
        String folded = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
        return dash ? '-' : folded.charAt(0);
    }

    private void add(char c, int from, int to) {
        if (text.length() == starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2 + 16);
            ends = Arrays.copyOf(ends, ends.length * 2 + 16);
        }
        starts[text.length()] = from;
        ends[text.length()] = to;
        text.append(c);
    }
}
