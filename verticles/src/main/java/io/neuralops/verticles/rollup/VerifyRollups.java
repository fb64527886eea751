package io.neuralops.verticles.rollup;

import io.neuralops.models.failure.Check;
import org.jspecify.annotations.Nullable;

/**
 * Compare the numbers of reports with the rows that they come from, a part of them at a time.
 *
 * @param repair whether to put right what differs; default: no
 * @param cursor where to go on, as the answer before said; default: at the beginning
 */
public record VerifyRollups(
        @Nullable Boolean repair, @Nullable String cursor) {
    public VerifyRollups {
        cursor = Check.optionalText("cursor", cursor, 8_000);
    }
}
