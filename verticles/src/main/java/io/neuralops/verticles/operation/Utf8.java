package io.neuralops.verticles.operation;

import io.neuralops.models.failure.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Holds that bytes are UTF-8. Jackson takes spellings that UTF-8 forbids, by which one text could come in two. */
final class Utf8 {
    private Utf8() {}

    /** {@link Failure.Malformed} unless they are. */
    static void require(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0) {
                decode(bytes);
                return;
            }
        }
    }

    private static void decode(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new Failure.Malformed(null, "the body is not UTF-8").asException();
        }
    }
}
