package io.neuralops.gateway.importing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.neuralops.models.failure.FailureException;
import java.util.Arrays;

/**
 * Whatever the bytes are: an end is reached, and nothing is thrown but the documented exception. The first byte chooses the
 * format, since Jazzer fuzzes one test of a class only.
 */
class DecodersFuzzTest {
    @FuzzTest(maxDuration = "15s")
    void everyFile(byte[] bytes) {
        if (bytes.length > 0) {
            Format[] formats = Format.values();
            read(formats[(bytes[0] & 0xff) % formats.length], Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }

    private static void read(Format format, byte[] bytes) {
        try {
            Reading.of(format, bytes);
        } catch (FailureException expected) {
            // The file as a whole can't be read.
        }
    }
}
