package io.neuralops.models.predict;

import org.jspecify.annotations.Nullable;

/**
 * What one input did to a prediction.
 *
 * @param value the raw value; null where the run has none
 * @param contribution to the log-odds: above 0 it speaks for a failure
 */
public record Contribution(String name, @Nullable Float value, float contribution) {}
