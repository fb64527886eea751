package io.neuralops.models.quality;

import java.util.List;

/** How sure the figures of a holdout are, and whether its probabilities meant what they said. */
public record HoldoutQuality(Certainty certainty, List<Reliability> reliability) {
    public HoldoutQuality {
        reliability = List.copyOf(reliability);
    }

    /** Looks at a holdout. */
    public static HoldoutQuality of(double[] p, boolean[] failed, long seed) {
        return new HoldoutQuality(Certainty.of(p, failed, seed), Reliability.curve(p, failed));
    }
}
