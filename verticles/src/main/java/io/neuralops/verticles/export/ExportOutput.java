package io.neuralops.verticles.export;

import io.neuralops.verticles.operation.JsonBytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** What is written of a file on its way into a draft: packed if it is to be, counted and summed up as it is kept. */
final class ExportOutput {
    private static final int BUFFER = 1 << 16;

    private final MessageDigest digest = sha256();
    private final Counted counted;
    private final OutputStream out;

    ExportOutput(ExportTarget.Draft draft, boolean gzip) {
        counted = new Counted(draft);
        OutputStream kept = new BufferedOutputStream(new DigestOutputStream(counted, digest), BUFFER);
        try {
            out = gzip ? new GZIPOutputStream(kept, BUFFER) : kept;
        } catch (IOException e) {
            throw unexpected(e);
        }
    }

    void write(JsonBytes bytes) {
        write(bytes.memory(), bytes.length());
    }

    void write(byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw unexpected(e);
        }
    }

    /** Hands on what is still held. */
    void end() {
        try {
            out.close();
        } catch (IOException e) {
            throw unexpected(e);
        }
    }

    /** How many bytes the file has, after its end. */
    long bytes() {
        return counted.bytes;
    }

    /** Its SHA-256, hexadecimal, after its end; once. */
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A draft tells of what is in its way by another exception. */
    private static IllegalStateException unexpected(IOException e) {
        return new IllegalStateException(e);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    private static final class Counted extends OutputStream {
        private final ExportTarget.Draft draft;
        private long bytes;

        Counted(ExportTarget.Draft draft) {
            this.draft = draft;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            draft.write(from, offset, length);
            bytes += length;
        }
    }
}
