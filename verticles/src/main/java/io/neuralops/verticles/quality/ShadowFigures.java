package io.neuralops.verticles.quality;

import io.neuralops.models.evaluate.Gain;
import io.neuralops.models.figures.BinaryMetrics;
import io.neuralops.models.run.RunKey;
import io.neuralops.sql.store.ShadowStore.Compared;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a challenger did beside what answered, on the same runs, of which the truth came to light since. What is undefined is null in
 * JSON.
 *
 * @param scored to how many questions it was asked for an answer, of those still kept
 * @param runs of how many runs the end is known; each counts once
 * @param answered the figures of what was answered
 * @param shadow those of the challenger
 * @param gain of the challenger in log loss; null without runs
 */
public record ShadowFigures(
        long scored,
        int runs,
        Side answered,
        Side shadow,
        @Nullable Gain gain) {
    /** One side's figures. */
    public record Side(double logLoss, double brier, double rocAuc) {
        static Side of(double[] p, boolean[] failed) {
            return new Side(
                    BinaryMetrics.logLoss(p, failed), BinaryMetrics.brier(p, failed), BinaryMetrics.rocAuc(p, failed));
        }
    }

    /**
     * Compares.
     *
     * @param compared the newest first
     */
    static ShadowFigures of(long scored, List<Compared> compared, long seed) {
        Set<RunKey> seen = new HashSet<>();
        List<Compared> runs = new ArrayList<>();
        for (Compared one : compared) {
            if (seen.add(new RunKey(one.runId(), one.attempt()))) {
                runs.add(one);
            }
        }
        double[] answered = runs.stream().mapToDouble(Compared::probability).toArray();
        double[] shadow = runs.stream().mapToDouble(Compared::shadow).toArray();
        boolean[] failed = new boolean[runs.size()];
        double[] differences = new double[failed.length];
        for (int i = 0; i < failed.length; i++) {
            failed[i] = runs.get(i).failed();
            differences[i] =
                    BinaryMetrics.logLoss(answered[i], failed[i]) - BinaryMetrics.logLoss(shadow[i], failed[i]);
        }
        return new ShadowFigures(
                scored,
                failed.length,
                Side.of(answered, failed),
                Side.of(shadow, failed),
                failed.length == 0 ? null : Gain.of(differences, seed));
    }
}
