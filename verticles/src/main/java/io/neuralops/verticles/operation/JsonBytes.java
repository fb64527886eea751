package io.neuralops.verticles.operation;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.neuralops.models.predict.Decimals;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * JSON written by hand into memory that is used again, for the few answers that are given ten thousand times a second. Who
 * writes puts in names, brackets and commas as they are. Not thread-safe.
 */
public final class JsonBytes {
    private static final int INITIAL = 2_048;
    /** Longest number: a sign, 19 digits, a point, and a zero before it. */
    private static final int LONGEST_NUMBER = 24;

    private static final int UUID_LENGTH = 36;
    private static final int LONGEST_TIME = 64;
    private static final byte[] NULL = ascii("null");
    private static final int PRINTABLE = 0x20;
    private static final int NOT_ASCII = 0x80;

    private byte[] bytes = new byte[INITIAL];
    private int length;

    /** JSON that never changes, to be put in as it is. */
    public static byte[] ascii(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins anew. */
    public void clear() {
        length = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** What is written, from the beginning on, and whatever was there before behind it; until more is written. */
    public byte[] memory() {
        return bytes;
    }

    /** How many bytes are written. */
    public int length() {
        return length;
    }

    /** Puts in JSON as it is. */
    public JsonBytes json(byte[] json) {
        room(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    public JsonBytes nothing() {
        return json(NULL);
    }

    /** A quoted text, or null. */
    public JsonBytes text(@Nullable String text) {
        if (text == null) {
            return nothing();
        }
        int count = text.length();
        room(count + 2);
        int at = length;
        bytes[at++] = '"';
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c < PRINTABLE || c >= NOT_ASCII || c == '"' || c == '\\') {
                return encoded(text);
            }
            bytes[at++] = (byte) c;
        }
        bytes[at++] = '"';
        length = at;
        return this;
    }

    /** A quoted UUID in its usual form. */
    public JsonBytes uuid(UUID id) {
        room(UUID_LENGTH + 2);
        bytes[length++] = '"';
        bareUuid(id);
        bytes[length++] = '"';
        return this;
    }

    /** A UUID in its usual form, without quotes. */
    public JsonBytes bareUuid(UUID id) {
        room(UUID_LENGTH);
        hex(id.getMostSignificantBits() >>> 32, 8).character('-').hex(id.getMostSignificantBits() >>> 16, 4);
        character('-').hex(id.getMostSignificantBits(), 4).character('-').hex(id.getLeastSignificantBits() >>> 48, 4);
        return character('-').hex(id.getLeastSignificantBits(), 12);
    }

    /** A quoted time, ISO-8601 in UTC. */
    public JsonBytes time(Instant time) {
        room(LONGEST_TIME);
        bytes[length++] = '"';
        bareTime(time);
        room(1);
        bytes[length++] = '"';
        return this;
    }

    /** A time, ISO-8601 in UTC, without quotes. */
    public JsonBytes bareTime(Instant time) {
        room(LONGEST_TIME);
        return UtcTime.write(time, this) ? this : json(ascii(time.toString()));
    }

    JsonBytes padded(long number, int least) {
        digits(number, least);
        return this;
    }

    JsonBytes character(char ascii) {
        bytes[length++] = (byte) ascii;
        return this;
    }

    private JsonBytes hex(long number, int digits) {
        for (int i = digits - 1; i >= 0; i--) {
            bytes[length++] = (byte) Character.forDigit((int) (number >>> (4 * i)) & 0xf, 16);
        }
        return this;
    }

    /** Texts that need more than to be copied are seldom. Half a surrogate pair, which has no form in UTF-8, becomes a mark. */
    private JsonBytes encoded(String text) {
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        byte[] utf8 = JsonStringEncoder.getInstance().quoteAsUTF8(wellFormed);
        room(utf8.length + 2);
        bytes[length++] = '"';
        json(utf8);
        room(1);
        bytes[length++] = '"';
        return this;
    }

    public JsonBytes number(long number) {
        if (number < 0) {
            return json(ascii(Long.toString(number)));
        }
        room(LONGEST_NUMBER);
        digits(number, 1);
        return this;
    }

    /** The shortest decimal that means the float; null if it is none. */
    public JsonBytes number(float number) {
        int places = Decimals.places(number);
        if (places != Decimals.NONE) {
            return decimal(number, places);
        }
        return Float.isFinite(number) ? json(ascii(Float.toString(number))) : nothing();
    }

    /** The shortest decimal that means the double; null if it is none. */
    public JsonBytes number(double number) {
        int places = Decimals.places(number);
        if (places != Decimals.NONE) {
            return decimal(number, places);
        }
        return Double.isFinite(number) ? json(ascii(Double.toString(number))) : nothing();
    }

    private JsonBytes decimal(double number, int places) {
        room(LONGEST_NUMBER);
        long scaled = Decimals.scaled(number, places);
        if (scaled < 0) {
            bytes[length++] = '-';
        }
        // With one place at least, as fractions are written everywhere: 22.0.
        fraction(places == 0 ? Math.abs(scaled) * 10 : Math.abs(scaled), Math.max(1, places));
        return this;
    }

    private void fraction(long scaled, int places) {
        digits(scaled, places + 1);
        System.arraycopy(bytes, length - places, bytes, length - places + 1, places);
        bytes[length - places] = '.';
        length++;
    }

    /** A number's digits, with zeros before it up to a length. */
    private void digits(long number, int least) {
        int count = least;
        for (long rest = number / power(least); rest > 0; rest /= 10) {
            count++;
        }
        long rest = number;
        for (int at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
