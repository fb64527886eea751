package io.neuralops.models.perf;

import io.neuralops.models.failure.Check;
import java.util.Arrays;

/**
 * How long what came to an end took, each duration counted: HdrHistogram V2, compressed, of microseconds with three digits.
 *
 * @param bytes not to be changed
 */
public record PackedHistogram(byte[] bytes) {
    /** What a histogram of an hour with three digits may take. */
    public static final int MAX_BYTES = 1 << 17;

    public PackedHistogram {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw Check.invalid("histogram", "must have from 1 to " + MAX_BYTES + " bytes");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackedHistogram packed && Arrays.equals(bytes, packed.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
