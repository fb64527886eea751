package io.neuralops.verticles.prediction;

import io.neuralops.sql.Json;
import io.neuralops.sql.store.PredictionRow;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A prediction as callers see it.
 *
 * @param probability that the run fails
 * @param basis what the probability rests on
 * @param recommendation JSON of a {@link io.neuralops.models.predict.Recommendation}, just as it is stored
 * @param outcome how the run ended, once that is known
 */
public record PredictionView(
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
        @Nullable String feedback) {
    static PredictionView of(PredictionRow row) {
        return new PredictionView(
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
                row.feedback());
    }
}
