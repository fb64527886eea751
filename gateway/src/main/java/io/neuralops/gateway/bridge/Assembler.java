package io.neuralops.gateway.bridge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from their frames. Vert.x would put a mark where bytes are not UTF-8, and by that one text could come in
 * two spellings.
 */
final class Assembler {
    private final int most;
    private @Nullable Buffer begun;

    /**
     * Begins with nothing.
     *
     * @param most bytes of a message
     */
    Assembler(int most) {
        this.most = most;
    }

    /** A message can't be taken, and the connection ends. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        private final Closing why;

        Broken(Closing why) {
            super(why.reason(), null, false, false);
            this.why = why;
        }

        Closing why() {
            return why;
        }
    }

    /** The message that ends with a frame of data, if one does. */
    Optional<byte[]> add(WebSocketFrame frame) throws Broken {
        if (frame.isBinary()) {
            throw new Broken(Closing.BINARY);
        }
        Buffer part = frame.binaryData();
        Buffer before = begun;
        if ((before == null) == frame.isContinuation()) {
            throw new Broken(Closing.PROTOCOL);
        }
        int length = part.length() + (before == null ? 0 : before.length());
        if (length > most) {
            throw new Broken(Closing.TOO_LARGE);
        }
        Buffer all = before == null ? part : before.appendBuffer(part);
        if (!frame.isFinal()) {
            begun = before == null ? Buffer.buffer().appendBuffer(part) : before;
            return Optional.empty();
        }
        begun = null;
        byte[] bytes = all.getBytes();
        return Optional.of(requireUtf8(bytes));
    }

    private static byte[] requireUtf8(byte[] bytes) throws Broken {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return bytes;
        } catch (CharacterCodingException e) {
            throw new Broken(Closing.NOT_UTF8);
        }
    }
}
