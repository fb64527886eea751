package io.neuralops.models.predict;

import java.util.List;

/**
 * Why a probability is what it is, and what may be done.
 *
 * @param summary one line
 * @param features the inputs, those that moved the log-odds most first
 * @param evidence what to look up
 */
public record Recommendation(String summary, List<Contribution> features, Evidence evidence, SuggestedAction action) {}
