package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of a text of UTF-8. */
final class TextLines {
    /** More than a test of a day has, and few enough to be held as texts. */
    private static final int MOST = 200_000;

    private TextLines() {}

    static List<String> of(byte[] body) {
        try {
            List<String> lines = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString()
                    .lines()
                    .limit(MOST + 1)
                    .toList();
            if (lines.size() > MOST) {
                throw new Failure.TooLarge("the body has more than " + MOST + " lines").asException();
            }
            return lines;
        } catch (CharacterCodingException e) {
            throw new Failure.Malformed("body", "is not a text of UTF-8").asException();
        }
    }

    /** What is told of a line, counted from 1. */
    static String name(int index) {
        return "line " + (index + 1);
    }
}
