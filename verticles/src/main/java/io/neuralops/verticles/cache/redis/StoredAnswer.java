package io.neuralops.verticles.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.neuralops.verticles.cache.Cached;
import io.vertx.core.buffer.Buffer;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An answer as it is stored: it says itself under which key it was put there, and in which state of its tenant it was computed. So
 * an answer that comes for a question of somebody else, or that a change has overtaken, is known for that.
 *
 * @param key the text of its key
 * @param generation the state of the tenant
 */
record StoredAnswer(String key, String generation, Cached answer) {
    private static final byte[] FORM = {'N', 'O', 'A', 1};
    private static final int LENGTHS = 4 * Integer.BYTES;
    private static final int REST = LENGTHS + Long.BYTES + Integer.BYTES + Integer.BYTES;

    byte[] bytes() {
        byte[][] texts = {
            key.getBytes(UTF_8),
            generation.getBytes(UTF_8),
            answer.mediaType().getBytes(UTF_8),
            answer.etag().getBytes(UTF_8)
        };
        byte[] body = answer.body().getBytes();
        int length = FORM.length + REST + body.length;
        for (byte[] text : texts) {
            length += text.length;
        }
        ByteBuffer to = ByteBuffer.allocate(length).put(FORM);
        for (byte[] text : texts) {
            to.putInt(text.length).put(text);
        }
        to.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, answer.made()));
        to.putInt(body.length).put(body);
        return to.putInt(checksum(to.array(), to.position())).array();
    }

    /** What was stored; empty if it isn't of this form, or not all of it. */
    static Optional<StoredAnswer> read(byte[] bytes) {
        int end = bytes.length - Integer.BYTES;
        if (end < FORM.length || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            return Optional.empty();
        }
        ByteBuffer from = ByteBuffer.wrap(bytes, 0, end);
        for (byte part : FORM) {
            if (from.get() != part) {
                return Optional.empty();
            }
        }
        try {
            String key = text(from);
            String generation = text(from);
            String mediaType = text(from);
            String etag = text(from);
            Instant made = Instant.EPOCH.plus(from.getLong(), ChronoUnit.MICROS);
            Buffer body = Buffer.buffer(part(from));
            return from.hasRemaining()
                    ? Optional.empty()
                    : Optional.of(new StoredAnswer(key, generation, new Cached(mediaType, body, etag, made)));
        } catch (BufferUnderflowException | ArithmeticException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String text(ByteBuffer from) {
        return new String(part(from), UTF_8);
    }

    private static byte[] part(ByteBuffer from) {
        int length = from.getInt();
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        from.get(part);
        return part;
    }

    private static int checksum(byte[] bytes, int end) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, end);
        return (int) checksum.getValue();
    }
}
