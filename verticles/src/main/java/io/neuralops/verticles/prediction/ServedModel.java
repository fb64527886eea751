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

    /** A probability and the reasons for it. */
    record Explanation(double probability, Recommendation why) {}

    /** Scores and explains one question. */
    Explanation explain(Question question) {
        float[] vector = extractor.extract(question.moment(), question.start());
        return explain(question, vector, scorer.score(new float[][] {vector}), 0);
    }

    /** Explains a row of a batch that was scored. */
    Explanation explain(Question question, float[] vector, Scores scores, int row) {
        double probability = Decimals.asDouble(scores.probability(row));
        Recommendation why = recommender.explain(
                question.start().workflow(), probability, vector, scores.contributions(row), question.moment());
        return new Explanation(probability, why);
    }
}
