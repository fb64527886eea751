package io.neuralops.verticles.operation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form in which nearly all commands of a type come: an object of a few texts in ASCII, without escapes. Read by hand it
 * costs a tenth of what a parser does. Anything out of the ordinary, wrong or not, is left to the mapper to take or to
 * refuse.
 */
public final class PlainForm<T> {
    private static final int SPACE = ' ';
    private static final int LAST_PRINTABLE = '~';

    private final Class<T> type;
    private final byte[][] names;
    private final Function<@Nullable String[], T> maker;

    /**
     * Tells how to make a command of texts.
     *
     * @param names of the fields that may be given
     * @param maker takes a text for each name, null where it wasn't given
     */
    public PlainForm(Class<T> type, List<String> names, Function<@Nullable String[], T> maker) {
        this.type = type;
        this.names = names.stream()
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        this.maker = maker;
    }

    Class<T> type() {
        return type;
    }

    /** The command; null if the JSON has another form. */
    @Nullable
    T read(byte[] json) {
        @Nullable String[] texts = new @Nullable String[names.length];
        int at = after('{', json, 0);
        while (at > 0) {
            int nameEnd = textEnd(json, at);
            int field = nameEnd < 0 ? -1 : field(json, at + 1, nameEnd);
            if (field < 0 || texts[field] != null) {
                return null;
            }
            int value = skipSpace(json, after(':', json, nameEnd + 1));
            int valueEnd = textEnd(json, value);
            if (valueEnd < 0) {
                return null;
            }
            texts[field] = new String(json, value + 1, valueEnd - value - 1, StandardCharsets.ISO_8859_1);
            int next = skipSpace(json, valueEnd + 1);
            if (next < json.length && json[next] == '}') {
                return skipSpace(json, next + 1) == json.length ? maker.apply(texts) : null;
            }
            at = after(',', json, next);
        }
        return null;
    }

    /** The place of the next token behind a character; -1 if another comes first. */
    private static int after(char expected, byte[] json, int from) {
        int at = skipSpace(json, from);
        return at < json.length && json[at] == expected ? skipSpace(json, at + 1) : -1;
    }

    private static int skipSpace(byte[] json, int from) {
        int at = from;
        while (at >= 0 && at < json.length && space(json[at])) {
            at++;
        }
        return at;
    }

    private static boolean space(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    /** The place of the quote that ends a text; -1 if there is no plain text. */
    private static int textEnd(byte[] json, int start) {
        if (start < 0 || start >= json.length || json[start] != '"') {
            return -1;
        }
        for (int at = start + 1; at < json.length; at++) {
            byte character = json[at];
            if (character == '"') {
                return at;
            }
            if (character < SPACE || character > LAST_PRINTABLE || character == '\\') {
                return -1;
            }
        }
        return -1;
    }

    private int field(byte[] json, int from, int to) {
        for (int i = 0; i < names.length; i++) {
            if (Arrays.equals(names[i], 0, names[i].length, json, from, to)) {
                return i;
            }
        }
        return -1;
    }
}
