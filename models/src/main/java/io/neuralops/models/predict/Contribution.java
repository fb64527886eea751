package io.neuralops.models.predict;

/**
 * What one input did to a prediction.
 *
 * @param value the raw value; NaN where the run has none
 * @param contribution to the log-odds: above 0 it speaks for a failure
 */
public record Contribution(String name, float value, float contribution) {}
