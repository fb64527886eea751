package io.neuralops.verticles.prediction;

import io.neuralops.models.feature.Moment;
import io.neuralops.models.feature.RunStart;
import org.jspecify.annotations.Nullable;

/** A prediction that is asked for, with everything that was known when the run starts. */
record Question(String runId, int attempt, @Nullable String signalId, RunStart start, Moment moment) {}
