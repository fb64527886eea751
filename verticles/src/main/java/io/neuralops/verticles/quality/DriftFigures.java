package io.neuralops.verticles.quality;

import io.neuralops.models.figures.BinaryMetrics;
import io.neuralops.models.quality.Drift;
import io.neuralops.models.quality.Quality;
import io.neuralops.models.quality.Reference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far what a version is asked lies from what it learned from, of the latest 5,000 runs that it was asked about in 30 days.
 *
 * @param rows how many runs there are
 * @param features the population stability index of each input, in the order of the schema; empty without rows
 * @param calibrationError the calibration error on runs that have ended; null without any
 * @param labelled how many those are, of all among the latest predictions
 * @param problem why inputs can't be compared; null if they can
 */
public record DriftFigures(
        String version,
        Instant measuredAt,
        int rows,
        List<Reference.Shift> features,
        @Nullable Double calibrationError,
        int labelled,
        @Nullable String problem) {
    private static final String UNKNOWN =
            "how its inputs were spread in training is not known: it was trained before that was kept; train anew";

    private static final String BY_OTHERS =
            "it is asked by tenants without a model of their own; each sees in its own card how it does there";

    public DriftFigures {
        features = List.copyOf(features);
    }

    static DriftFigures of(String version, Optional<Quality> quality, LiveWindow window, Instant now) {
        float[][] vectors = window.vectors().toArray(float[][]::new);
        List<Reference.Shift> shifts = vectors.length == 0
                ? List.of()
                : quality.map(kept -> kept.reference().shifts(vectors)).orElse(List.of());
        int labelled = window.labelled().size();
        return new DriftFigures(
                version,
                now,
                vectors.length,
                shifts,
                labelled == 0 ? null : BinaryMetrics.ece(window.probabilities(), window.failed()),
                labelled,
                quality.isPresent() ? null : UNKNOWN);
    }

    /** Of the base model: of whom it was not asked, nothing is told but who is. */
    DriftFigures ofBase() {
        return rows > 0 || labelled > 0 || problem != null
                ? this
                : new DriftFigures(version, measuredAt, rows, features, calibrationError, labelled, BY_OTHERS);
    }

    /**
     * What no longer fits, if anything: an input, or else the calibration.
     *
     * @param holdoutError the calibration error of the holdout; 0 where there was none
     */
    Optional<Reference.Shift> breach(double holdoutError) {
        Optional<Reference.Shift> input = Drift.worst(features, rows);
        Double error = calibrationError;
        return input.isPresent() || error == null || !Drift.miscalibrated(error, holdoutError, labelled)
                ? input
                : Optional.of(new Reference.Shift(Drift.CALIBRATION_ERROR, error));
    }
}
