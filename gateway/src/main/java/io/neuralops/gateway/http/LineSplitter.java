package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a stream of bytes into lines, of which none may be longer than a bound. */
final class LineSplitter {
    private final int maxLine;
    private byte[] rest = {};

    LineSplitter(int maxLine) {
        this.maxLine = maxLine;
    }

    /** The lines that end within what came now; blank ones are left out. */
    List<byte[]> feed(Buffer part) {
        byte[] all = joined(part);
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = rest.length; i < all.length; i++) {
            if (all[i] == '\n') {
                refuseTooLong(i - from);
                add(lines, Arrays.copyOfRange(all, from, i));
                from = i + 1;
            }
        }
        refuseTooLong(all.length - from);
        rest = Arrays.copyOfRange(all, from, all.length);
        return lines;
    }

    /** The last line, which need not end with a line break. */
    List<byte[]> end() {
        List<byte[]> lines = new ArrayList<>(1);
        add(lines, rest);
        return lines;
    }

    private byte[] joined(Buffer part) {
        byte[] all = Arrays.copyOf(rest, rest.length + part.length());
        part.getBytes(all, rest.length);
        return all;
    }

    private void refuseTooLong(int length) {
        if (length > maxLine) {
            throw new Failure.TooLarge("a line has more than " + maxLine + " bytes").asException();
        }
    }

    private static void add(List<byte[]> lines, byte[] line) {
        for (byte b : line) {
            if (b > ' ' || b < 0) {
                lines.add(line);
                return;
            }
        }
    }
}
