package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.vertx.core.buffer.Buffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks gzip (RFC 1952) piece by piece, also several members in a row, and checks what their ends say of them. It holds one
 * piece of the input and makes one piece of output at a time, so a bomb costs time only, and not much of that.
 */
final class Gunzip implements AutoCloseable {
    private static final int PIECE = 16 << 10;
    /** Reports of runs shrink to a tenth or a thirtieth; what shrinks more than this was made to. */
    private static final int MAX_RATIO = 250;
    /** Little is let pass whatever its ratio. */
    private static final int ALWAYS = 1 << 20;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final GzipHeader header = new GzipHeader();
    private final byte[] trailer = new byte[8];
    private byte[] input = new byte[0];
    private int at;
    private int trailerBytes;
    private boolean inMember;
    private boolean deflated;
    private long consumed;
    private long produced;

    /** Takes more input, once {@link #next} has said that there is none left. */
    void feed(Buffer part) {
        input = part.getBytes();
        at = 0;
        consumed += input.length;
    }

    /** The next piece of output, or null when more input is needed. */
    @Nullable
    Buffer next() {
        while (at < input.length) {
            if (!deflated) {
                readHeader();
            } else if (inMember) {
                Buffer piece = inflate();
                if (piece != null) {
                    return piece;
                }
            } else {
                readTrailer();
            }
        }
        // The inflater may hold output for which there was no room in the last piece.
        return deflated && inMember ? inflate() : null;
    }

    /** To be called when there is no more input: it must end where a member does. */
    void finish() {
        if (deflated || header.begun() || consumed == 0) {
            throw malformed("is cut short");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private void readHeader() {
        if (header.take(input[at++])) {
            header.reset();
            inflater.reset();
            checksum.reset();
            deflated = true;
            inMember = true;
        }
    }

    private @Nullable Buffer inflate() {
        byte[] piece = new byte[PIECE];
        int length;
        try {
            inflater.setInput(input, at, input.length - at);
            length = inflater.inflate(piece);
        } catch (DataFormatException e) {
            throw malformed("is damaged");
        }
        at = input.length - inflater.getRemaining();
        if (inflater.finished()) {
            inMember = false;
            trailerBytes = 0;
        } else if (inflater.needsDictionary()) {
            throw malformed("needs a dictionary");
        }
        if (length == 0) {
            return null;
        }
        checksum.update(piece, 0, length);
        produced += length;
        if (produced > ALWAYS && produced > consumed * MAX_RATIO) {
            throw new Failure.TooLarge("the body unpacks to more than " + MAX_RATIO + " times its size").asException();
        }
        return Buffer.buffer(length).appendBytes(piece, 0, length);
    }

    private void readTrailer() {
        trailer[trailerBytes++] = input[at++];
        if (trailerBytes == trailer.length) {
            Buffer said = Buffer.buffer(trailer);
            if (said.getUnsignedIntLE(0) != checksum.getValue()
                    || said.getUnsignedIntLE(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
                throw malformed("is damaged: its checksum or its length differs");
            }
            deflated = false;
        }
    }

    static FailureException malformed(String why) {
        return new Failure.Malformed(null, "the gzip of the body " + why).asException();
    }
}
