package io.neuralops.models.figures;

/**
 * How good a set of probabilities is. Undefined figures (one class only) are NaN, which JSON shows as null.
 *
 * @param rocAuc chance that a failed run scores above a successful one, ties half
 * @param prAuc average precision: the sum over thresholds of the step in recall times the precision there
 * @param brier mean squared error of the probabilities
 * @param logLoss mean negative log likelihood in nats, probabilities kept 1e-15 from 0 and 1
 * @param ece expected calibration error over ten bins of equal width
 * @param f1 at {@code threshold}; 0 where nothing is predicted to fail
 */
public record Figures(
        double rocAuc, double prAuc, double brier, double logLoss, double ece, double f1, double threshold) {}
