package io.neuralops.sql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A value that is JSON text: stored as such where the database knows the type. It is kept as UTF-8, the form in which it is
 * written, stored and answered, so that what goes through is not turned into characters and back.
 */
public final class Json {
    private final byte[] utf8;

    /** Takes over JSON in UTF-8; the array must not be changed any more. */
    public Json(byte[] utf8) {
        this.utf8 = utf8;
    }

    public Json(String text) {
        this(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The UTF-8 itself, which must not be changed. */
    public byte[] utf8() {
        return utf8;
    }

    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json json && Arrays.equals(utf8, json.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return text();
    }
}
