package io.neuralops.models.train;

import io.neuralops.models.feature.Column;
import io.neuralops.models.feature.FeatureSchema;
import java.util.List;

/**
 * A fitted model in plain Java: the reference that the ONNX graph is held against.
 *
 * @param weights of the standardised inputs, in the order of the schema
 * @param bias log-odds of a run all of whose inputs are average
 * @param stdErrors of the weights
 * @param threshold the probability from which on an alarm is worth it, chosen on the training rows
 */
public record LinearModel(FeatureSchema schema, double[] weights, double bias, double[] stdErrors, double threshold) {

    /** Contributions of a raw vector to the log-odds, one for each input. Their sum and the bias are the log-odds. */
    public double[] contributions(float[] raw) {
        List<Column> columns = schema.columns();
        double[] contributions = new double[columns.size()];
        for (int j = 0; j < contributions.length; j++) {
            contributions[j] = weights[j] * columns.get(j).standardise(raw[j]);
        }
        return contributions;
    }

    /** The probability of failure of a raw vector. */
    public double probability(float[] raw) {
        double logit = bias;
        for (double contribution : contributions(raw)) {
            logit += contribution;
        }
        return LogisticRegression.sigmoid(logit);
    }
}
