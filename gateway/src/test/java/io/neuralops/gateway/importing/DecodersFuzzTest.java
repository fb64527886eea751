package io.neuralops.gateway.importing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.neuralops.models.failure.FailureException;

/** Whatever the bytes are: an end is reached, and nothing is thrown but the documented exception. */
class DecodersFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void csv(byte[] bytes) {
        read(Format.CSV, bytes);
    }

    @FuzzTest(maxDuration = "10s")
    void ndjson(byte[] bytes) {
        read(Format.NDJSON, bytes);
    }

    @FuzzTest(maxDuration = "10s")
    void github(byte[] bytes) {
        read(Format.GITHUB, bytes);
    }

    private static void read(Format format, byte[] bytes) {
        try {
            Reading.of(format, bytes);
        } catch (FailureException expected) {
            // The file as a whole can't be read.
        }
    }
}
