package io.neuralops.verticles.prediction;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.neuralops.sql.Json;
import io.neuralops.sql.store.PredictionRow;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A prediction as callers see it who ask for it alone: as it was answered, and what is known besides, which is left out where there is
 * nothing.
 *
 * @param feedback what was said of it last
 * @param feedbackNote why, if that was said and nothing else was said of the run since
 * @param replay what comes of scoring it again; null unless that was asked for
 */
public record PredictionDetail(
        UUID id,
        String runId,
        int attempt,
        @Nullable String workflow,
        @Nullable String signalId,
        String modelVersion,
        double probability,
        String basis,
        Json recommendation,
        Instant createdAt,
        @Nullable String outcome,
        @Nullable String feedback,
        @JsonInclude(NON_NULL) @Nullable String feedbackNote,
        @JsonInclude(NON_NULL) @Nullable Replay replay) {
    static PredictionDetail of(PredictionRow row, @Nullable String note, @Nullable Replay replay) {
        return new PredictionDetail(
                row.id(),
                row.runId(),
                row.attempt(),
                row.workflow(),
                row.signalId(),
                row.modelVersion(),
                row.probability(),
                row.basis(),
                row.recommendation(),
                row.createdAt(),
                row.outcome(),
                row.feedback(),
                note,
                replay);
    }
}
