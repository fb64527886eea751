package io.neuralops.verticles.quality;

import io.neuralops.sql.store.DriftStore;
import java.time.Instant;

/**
 * That a version no longer fitted what it was asked.
 *
 * @param feature the input that had moved most, or {@code calibration_error}
 * @param psi its population stability index; of {@code calibration_error} that error
 */
public record DriftFinding(String feature, double psi, Instant foundAt) {
    static DriftFinding of(DriftStore.Finding finding) {
        return new DriftFinding(finding.feature(), finding.psi(), finding.foundAt());
    }
}
