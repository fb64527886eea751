package io.neuralops.verticles.prediction;

import io.neuralops.models.feature.FeatureExtractor;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.feature.RunStart;
import io.neuralops.models.onnx.Scorer;
import io.neuralops.models.onnx.Scores;
import io.neuralops.models.predict.Decimals;
import io.neuralops.models.predict.Recommendation;
import io.neuralops.models.predict.Recommender;
import io.neuralops.models.train.Example;
import java.time.Instant;
import java.util.List;

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
        Scorer scorer,
        FeatureExtractor extractor,
        Recommender recommender) {
    private static final int PORTION = 512;

    /** Whether it is the base model, which answers for tenants without one of their own. */
    boolean base() {
        return Versions.isBase(version);
    }

    /** A probability and the reasons for it. */
    record Explanation(double probability, Recommendation why) {}

    /** What it says of runs of the past. */
    public double[] probabilities(List<Example> examples) {
        double[] all = new double[examples.size()];
        for (int from = 0; from < all.length; from += PORTION) {
            List<Example> portion = examples.subList(from, Math.min(all.length, from + PORTION));
            float[][] vectors = portion.stream()
                    .map(example -> extractor.extract(example.history(), RunStart.of(example.run())))
                    .toArray(float[][]::new);
            Scores scores = scorer.score(vectors);
            for (int i = 0; i < vectors.length; i++) {
                all[from + i] = scores.probability(i);
            }
        }
        return all;
    }

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
