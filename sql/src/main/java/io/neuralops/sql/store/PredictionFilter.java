package io.neuralops.sql.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which predictions to list; null admits all. */
public record PredictionFilter(
        @Nullable String runId,
        @Nullable String workflow,
        @Nullable Double minProbability,
        @Nullable Instant since) {}
