package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of a text of UTF-8. */
final class TextLines {
    private TextLines() {}

    static List<String> of(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString()
                    .lines()
                    .toList();
        } catch (CharacterCodingException e) {
            throw new Failure.Malformed("body", "is not a text of UTF-8").asException();
        }
    }

    /** What is told of a line, counted from 1. */
    static String name(int index) {
        return "line " + (index + 1);
    }
}
