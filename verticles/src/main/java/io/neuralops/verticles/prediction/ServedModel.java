package io.neuralops.verticles.prediction;

import io.neuralops.models.feature.FeatureExtractor;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.onnx.OnnxScorer;
import io.neuralops.models.onnx.Scores;
import io.neuralops.models.predict.Decimals;
import io.neuralops.models.predict.Recommendation;
import io.neuralops.models.predict.Recommender;
import java.time.Instant;

/**
 * A model that is ready to answer.
 *
 * @param threshold the probability from which on it raises an alarm
 */
public record ServedModel(
        String version,
        FeatureSchema schema,
        double threshold,
        Instant createdAt,
        OnnxScorer scorer,
        FeatureExtractor extractor,
        Recommender recommender) {

    /** Takes a probability and the reasons for it. */
    @FunctionalInterface
    interface Explained<T> {
        T of(double probability, Recommendation why);
    }

    /** Scores and explains one question. */
    <T> T explain(Question question, Explained<T> result) {
        float[] vector = extractor.extract(question.moment(), question.start());
        Scores scores = scorer.score(new float[][] {vector});
        return explain(question, vector, scores, 0, result);
    }

    /** Explains a row of a batch that was scored. */
    <T> T explain(Question question, float[] vector, Scores scores, int row, Explained<T> result) {
        double probability = Decimals.asDouble(scores.probability(row));
        Recommendation why = recommender.explain(
                question.start().workflow(), probability, vector, scores.contributions(row), question.moment());
        return result.of(probability, why);
    }
}
