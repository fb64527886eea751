package io.neuralops.gateway.importing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.neuralops.models.failure.FailureException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;

/**
 * Whatever the bytes are: an end is reached, and nothing is thrown but the documented exception. The first byte chooses the
 * kind and the format, since Jazzer fuzzes one test of a class only.
 */
class DecodersFuzzTest {
    @FuzzTest(maxDuration = "15s")
    void everyFile(byte[] bytes) {
        if (bytes.length > 0) {
            int choice = bytes[0] & 0xff;
            Format[] formats = Format.values();
            Kind[] kinds = Kind.values();
            Format format = formats[choice % formats.length];
            Kind kind = kinds[choice / formats.length % kinds.length];
            read(kind, format, Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }

    private static void read(Kind kind, Format format, byte[] bytes) {
        try {
            Reading.of(kind, format, new ByteArrayInputStream(bytes));
        } catch (FailureException expected) {
            // The file as a whole can't be read.
        }
    }
}
