package io.neuralops.sql.store;

import io.neuralops.sql.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A prediction as it is stored.
 *
 * @param workflow null where the caller named none and the run is not known
 * @param basis what the probability rests on
 * @param recommendation the explanation, the evidence and the suggested action
 * @param features the raw vector that was scored; null where no model was asked
 * @param outcome how the run ended, once that is known
 */
public record PredictionRow(
        UUID id,
        String runId,
        int attempt,
        @Nullable String workflow,
        @Nullable String signalId,
        String modelVersion,
        double probability,
        String basis,
        Json recommendation,
        float @Nullable [] features,
        Instant createdAt,
        @Nullable String outcome,
        @Nullable String feedback) {}
