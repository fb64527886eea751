package io.neuralops.verticles.rollup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found.
 *
 * @param subjects how many workflows and alerts were looked at
 * @param buckets how many quarters of an hour
 * @param differences the first of those that differ
 * @param differing how many differ
 * @param incidents how many incidents differ from those that follow from runs and signals
 * @param repaired whether what differs was put right
 * @param nextCursor where to go on; null at the end
 */
public record Verification(
        int subjects,
        long buckets,
        List<Difference> differences,
        long differing,
        long incidents,
        boolean repaired,
        @Nullable String nextCursor) {
    /**
     * What a quarter of an hour lacks, or has too much.
     *
     * @param workflow empty for all together
     * @param lacks the numbers that differ, by name
     */
    public record Difference(String workflow, Instant bucket, String lacks) {}
}
