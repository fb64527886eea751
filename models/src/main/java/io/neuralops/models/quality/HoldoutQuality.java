package io.neuralops.models.quality;

import io.neuralops.models.train.Pace;
import java.util.List;

/** How sure the figures of a holdout are, and whether its probabilities meant what they said. */
public record HoldoutQuality(Certainty certainty, List<Reliability> reliability) {
    public HoldoutQuality {
        reliability = List.copyOf(reliability);
    }

    /** Looks at a holdout. */
    public static HoldoutQuality of(double[] p, boolean[] failed, long seed, Pace pace) {
        return new HoldoutQuality(Certainty.of(p, failed, seed, pace), Reliability.curve(p, failed));
    }
}
