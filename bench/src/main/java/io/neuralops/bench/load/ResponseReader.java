package io.neuralops.bench.load;

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/**
 * Reads of an HTTP/1.1 response what a generator of load has to know: the status, and where it ends. Pieces may be cut
 * anywhere. One response at a time; bodies need a {@code Content-Length}.
 */
final class ResponseReader {
    private static final int MAX_HEAD = 16 << 10;
    private static final int END_OF_HEAD = 0x0D0A0D0A;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final String LENGTH = "content-length:";
    private static final String CLOSE = "connection: close";

    private final byte[] head = new byte[MAX_HEAD];
    private int headLength;
    private int lastFour;
    private boolean inBody;
    private long bodyLeft;
    private int status;
    private boolean closing;

    /**
     * Reads on.
     *
     * @return whether the response is whole; then the next call begins another
     */
    boolean read(ByteBuffer in) throws ProtocolException {
        while (!inBody && in.hasRemaining()) {
            readHead(in.get());
        }
        if (!inBody) {
            return false;
        }
        int skipped = (int) Math.min(bodyLeft, in.remaining());
        in.position(in.position() + skipped);
        bodyLeft -= skipped;
        if (bodyLeft > 0) {
            return false;
        }
        inBody = false;
        headLength = 0;
        lastFour = 0;
        return true;
    }

    /** Of the response that was read last. */
    int status() {
        return status;
    }

    /** Whether the server closes the connection after the response that was read last. */
    boolean closing() {
        return closing;
    }

    private void readHead(byte next) throws ProtocolException {
        if (headLength == MAX_HEAD) {
            throw new ProtocolException("the head of a response has more than " + MAX_HEAD + " bytes");
        }
        head[headLength++] = next;
        lastFour = (lastFour << 8) | (next & 0xFF);
        if (lastFour == END_OF_HEAD) {
            status = (int) number(STATUS_AT);
            bodyLeft = -1;
            closing = false;
            for (int at = 0; at < headLength; at++) {
                if (head[at] == '\n') {
                    readLine(at + 1);
                }
            }
            if (bodyLeft < 0) {
                throw new ProtocolException("a response has no Content-Length");
            }
            inBody = true;
        }
    }

    private void readLine(int at) throws ProtocolException {
        if (startsWith(at, LENGTH)) {
            bodyLeft = number(at + LENGTH.length());
        } else if (startsWith(at, CLOSE)) {
            closing = true;
        }
    }

    /** In any case; the text is in lower case. */
    private boolean startsWith(int at, String text) {
        if (headLength - at < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((head[at + i] | 0x20) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private long number(int at) throws ProtocolException {
        int digit = at;
        while (head[digit] == ' ') {
            digit++;
        }
        int first = digit;
        long number = 0;
        while (head[digit] >= '0' && head[digit] <= '9' && digit - first < 18) {
            number = number * 10 + head[digit++] - '0';
        }
        if (digit == first) {
            throw new ProtocolException("a number is missing in the head of a response");
        }
        return number;
    }
}
