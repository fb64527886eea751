package io.neuralops.verticles.profiler.importing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/**
 * Whatever the bytes are: an end is reached, and nothing is thrown but the documented exception. The first byte chooses the
 * format, since Jazzer fuzzes one test of a class only.
 */
class FiguresFuzzTest {
    @FuzzTest(maxDuration = "15s")
    void everyFormat(byte[] bytes) {
        if (bytes.length > 0) {
            FiguresMutationTest.read(bytes[0] & 0xff, Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }
}
