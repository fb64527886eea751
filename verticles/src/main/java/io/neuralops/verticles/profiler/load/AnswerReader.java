package io.neuralops.verticles.profiler.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads one answer of HTTP/1.1 as it comes, in pieces of any size. Little is kept of it: what is not yet a whole line. What can't be
 * understood, or would have room made for it without a bound, is broken.
 */
final class AnswerReader {
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int LONGEST_LINE_OF_CHUNK = 4 << 10;
    private static final int MOST_DIGITS = 15;
    private static final int SWITCHED = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final byte[] NOTHING = {};
    private static final byte[] LENGTH = "content-length".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CODING = "transfer-encoding".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONNECTION = "connection".getBytes(StandardCharsets.US_ASCII);

    /** How far it is. */
    enum State {
        UNDER_WAY,
        COMPLETE,
        BROKEN
    }

    /** What comes next. */
    private enum Part {
        STATUS,
        HEADER,
        BODY,
        REST,
        CHUNK,
        AFTER_CHUNK,
        TRAILER
    }

    /** What takes the body. */
    interface Body {
        /** Some of it. */
        void read(byte[] bytes, int from, int to);
    }

    private final boolean onlyHead;
    private State state = State.UNDER_WAY;
    private Part part = Part.STATUS;
    private int status;
    private boolean last;
    private boolean chunked;
    private boolean untilEnd;
    private long length = -1;
    private long left;
    private int headBytes;
    private byte[] kept = NOTHING;
    private int keptBytes;

    /**
     * Nothing is read yet.
     *
     * @param onlyHead whether it has no body, whatever it says
     */
    AnswerReader(boolean onlyHead) {
        this.onlyHead = onlyHead;
    }

    State state() {
        return state;
    }

    int status() {
        return status;
    }

    /** Whether no other request may be sent over the connection. */
    boolean last() {
        return last;
    }

    /** Whether it is complete if the connection ends now. */
    boolean endsWithConnection() {
        return part == Part.REST;
    }

    /** Reads on. What comes after its end means that no other request may be sent. */
    void read(byte[] bytes, Body body) {
        int at = 0;
        while (at < bytes.length && state == State.UNDER_WAY) {
            at = part == Part.BODY || part == Part.REST ? body(bytes, at, body) : line(bytes, at);
        }
        last |= at < bytes.length;
    }

    private int body(byte[] bytes, int from, Body body) {
        int to = part == Part.REST ? bytes.length : (int) Math.min(bytes.length, from + left);
        body.read(bytes, from, to);
        left -= to - from;
        if (part == Part.BODY && left == 0) {
            if (chunked) {
                part = Part.AFTER_CHUNK;
            } else {
                state = State.COMPLETE;
            }
        }
        return to;
    }

    private int line(byte[] bytes, int from) {
        int to = from;
        while (to < bytes.length && bytes[to] != '\n') {
            to++;
        }
        headBytes += Math.min(bytes.length, to + 1) - from;
        if (headBytes > (part == Part.CHUNK || part == Part.AFTER_CHUNK ? LONGEST_LINE_OF_CHUNK : LONGEST_HEAD)) {
            state = State.BROKEN;
        } else if (to == bytes.length) {
            keep(bytes, from, to);
        } else if (keptBytes == 0) {
            line(bytes, from, to);
        } else {
            keep(bytes, from, to);
            int whole = keptBytes;
            keptBytes = 0;
            line(kept, 0, whole);
        }
        return Math.min(bytes.length, to + 1);
    }

    private void keep(byte[] bytes, int from, int to) {
        int more = to - from;
        if (kept.length < keptBytes + more) {
            kept = Arrays.copyOf(kept, Math.max(2 * kept.length, keptBytes + more));
        }
        System.arraycopy(bytes, from, kept, keptBytes, more);
        keptBytes += more;
    }

    private void line(byte[] bytes, int from, int end) {
        int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        switch (part) {
            case STATUS -> status(bytes, from, to);
            case HEADER -> {
                if (to == from) {
                    headEnds();
                } else {
                    header(bytes, from, to);
                }
            }
            case CHUNK -> chunk(bytes, from, to);
            case AFTER_CHUNK -> {
                headBytes = 0;
                part = Part.CHUNK;
                check(to == from);
            }
            case TRAILER -> {
                if (to == from) {
                    state = State.COMPLETE;
                }
            }
            case BODY, REST -> throw new IllegalStateException("a body has no lines");
        }
    }

    private void check(boolean good) {
        if (!good) {
            state = State.BROKEN;
        }
    }

    /** HTTP/1.1 200 OK, of which the words may be missing. */
    private void status(byte[] bytes, int from, int to) {
        boolean good = to - from >= 12
                && bytes[from] == 'H'
                && bytes[from + 1] == 'T'
                && bytes[from + 2] == 'T'
                && bytes[from + 3] == 'P'
                && bytes[from + 4] == '/'
                && bytes[from + 5] == '1'
                && bytes[from + 6] == '.'
                && digit(bytes[from + 7])
                && bytes[from + 8] == ' '
                && digit(bytes[from + 9])
                && digit(bytes[from + 10])
                && digit(bytes[from + 11])
                && (to - from == 12 || bytes[from + 12] == ' ');
        check(good);
        if (good) {
            status = 100 * (bytes[from + 9] - '0') + 10 * (bytes[from + 10] - '0') + bytes[from + 11] - '0';
            last = bytes[from + 7] == '0';
            part = Part.HEADER;
            check(status >= 100 && status != SWITCHED);
        }
    }

    private static boolean digit(byte c) {
        return c >= '0' && c <= '9';
    }

    private void header(byte[] bytes, int from, int to) {
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        if (colon == to || colon == from || bytes[from] <= ' ' || bytes[colon - 1] <= ' ') {
            state = State.BROKEN;
        } else if (named(LENGTH, bytes, from, colon)) {
            long said = number(bytes, colon + 1, to, 10);
            check(said >= 0 && (length < 0 || length == said));
            length = said;
        } else if (named(CODING, bytes, from, colon)) {
            // What isn't chunked at last ends with the connection.
            chunked = value(bytes, colon + 1, to).endsWith("chunked");
            untilEnd = !chunked;
        } else if (named(CONNECTION, bytes, from, colon)) {
            String value = value(bytes, colon + 1, to);
            last = value.contains("close") || (last && !value.contains("keep-alive"));
        }
    }

    private static boolean named(byte[] name, byte[] bytes, int from, int to) {
        if (to - from != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            byte c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static String value(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** Below nought if it's none, or too long a one. */
    private static long number(byte[] bytes, int from, int to, int radix) {
        int first = from;
        int end = to;
        while (first < end && blank(bytes[first])) {
            first++;
        }
        while (end > first && blank(bytes[end - 1])) {
            end--;
        }
        long number = end - first < 1 || end - first > MOST_DIGITS ? -1 : 0;
        for (int i = first; i < end && number >= 0; i++) {
            int digit = Character.digit(bytes[i], radix);
            number = digit < 0 ? -1 : number * radix + digit;
        }
        return number;
    }

    private static boolean blank(byte c) {
        return c == ' ' || c == '\t';
    }

    private void headEnds() {
        if (status < 200) {
            // Another one follows, which counts; together they are no longer than one may be.
            part = Part.STATUS;
            forget();
            return;
        }
        boolean none = onlyHead || status == NO_CONTENT || status == NOT_MODIFIED;
        if (none || (!chunked && !untilEnd && length == 0)) {
            state = State.COMPLETE;
        } else if (chunked) {
            // To say both is how one request is passed off as two: it is read, and nothing else over this connection.
            last |= length >= 0;
            headBytes = 0;
            part = Part.CHUNK;
        } else if (untilEnd || length < 0) {
            last = true;
            part = Part.REST;
        } else {
            left = length;
            part = Part.BODY;
        }
    }

    private void forget() {
        length = -1;
        chunked = false;
        untilEnd = false;
    }

    private void chunk(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != ';') {
            end++;
        }
        long size = number(bytes, from, end, 16);
        headBytes = 0;
        left = size;
        part = size == 0 ? Part.TRAILER : Part.BODY;
        check(size >= 0);
    }
}
