package io.neuralops.models.quality;

import io.neuralops.models.feature.HistoryFeature;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a model no longer fits what it is asked about. Of a few rows the index is high by chance alone: with ten bins it is expected
 * to be 9/n, so that what is less than 500 rows isn't judged, and from there on chance is far from the limit, with however many inputs.
 *
 * <p>Rates over all of a workflow's history are not judged. They settle as the history grows, so that what is seen lately lies in a bin or
 * two of what was seen in training, even where nothing has changed; that a rate has changed shows in the latest one and in the calibration.
 */
public final class Drift {
    /** The index above which an input counts as moved. */
    public static final double LIMIT = 0.25;

    /** Fewer rows than this aren't judged. */
    public static final int MIN_ROWS = 500;

    /** How far the calibration error may be above that of the holdout. */
    public static final double CALIBRATION_ALLOWANCE = 0.1;

    /** The name under which a calibration error is found. */
    public static final String CALIBRATION_ERROR = "calibration_error";

    private static final Set<String> SETTLING = Set.of(
            HistoryFeature.BASE_RATE.label(),
            HistoryFeature.FAILS_AFTER_LAST.label(),
            HistoryFeature.FAILS_AFTER_LAST_TWO.label());

    private Drift() {}

    /** Whether an input has moved beyond the limit, if it is one that is judged. */
    public static boolean moved(Reference.Shift shift) {
        return shift.psi() > LIMIT && !SETTLING.contains(shift.feature());
    }

    /** What moved furthest beyond the limit, if anything did. */
    public static Optional<Reference.Shift> worst(List<Reference.Shift> shifts, int rows) {
        return rows < MIN_ROWS
                ? Optional.empty()
                : shifts.stream().filter(Drift::moved).max(Comparator.comparingDouble(Reference.Shift::psi));
    }

    /**
     * Whether probabilities mean something else by now.
     *
     * @param error the calibration error on what was labelled lately
     * @param holdout that of the holdout
     */
    public static boolean miscalibrated(double error, double holdout, int labelled) {
        return labelled >= MIN_ROWS && error > holdout + CALIBRATION_ALLOWANCE;
    }
}
