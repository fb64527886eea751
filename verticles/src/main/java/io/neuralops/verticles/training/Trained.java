package io.neuralops.verticles.training;

import io.neuralops.models.evaluate.Evaluation;
import io.neuralops.models.evaluate.Verdict;
import io.neuralops.models.quality.Quality;
import io.neuralops.models.train.LinearModel;
import java.util.Optional;

/**
 * What a training came to.
 *
 * @param model fitted on all runs
 * @param holdout figures of the same recipe fitted on the earlier part and measured on the later; empty where there are too
 *     few runs to keep some back
 * @param verdict whether that recipe is better than what answers
 * @param quality what is kept for the model's card
 */
record Trained(
        LinearModel model, Provenance provenance, Optional<Evaluation> holdout, Verdict verdict, Quality quality) {}
