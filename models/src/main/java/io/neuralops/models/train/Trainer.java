package io.neuralops.models.train;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.feature.Column;
import io.neuralops.models.feature.FeatureExtractor;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.feature.RunStart;
import io.neuralops.models.feature.Transform;
import io.neuralops.models.figures.BinaryMetrics;
import java.util.List;

/**
 * Fits a model to examples in order of time: chooses the inputs, standardises, fits, picks the threshold; nothing of it
 * looks at any other row. Deterministic.
 *
 * <p>The penalties are fixed: on the histories tried, choosing them by inner splits gained nothing that would last. A
 * run's own numbers get a strong one, as many of them (size of the code base, of the team) tell projects and ages apart
 * rather than runs, and would be used to memorise. What has few values tells too little for that.
 */
public final class Trainer {
    /** Fewer labelled runs than this teach too little to beat the base rate. */
    public static final int MIN_EXAMPLES = 50;

    /** Fewer runs of either kind than this leave the weights to chance. */
    public static final int MIN_OF_EACH_CLASS = 5;

    /** Strength of the L2 penalty on history features, on the scale of the summed log loss. */
    public static final double HISTORY_PENALTY = 10;

    /** Strength of the L2 penalty on metrics of many values. */
    public static final double NUMBER_PENALTY = 3_000;

    /** Strength of the L2 penalty on labels and on metrics of few values. */
    public static final double INDICATOR_PENALTY = 300;

    private Trainer() {}

    /** Fits a model; {@link Failure.Conflict} if there is too little to learn from. */
    public static LinearModel train(List<Example> examples) {
        return train(examples, Pace.FREE);
    }

    /** The same at a pace. */
    public static LinearModel train(List<Example> examples, Pace pace) {
        boolean[] failed = Example.labels(examples, pace.part(0, 0));
        requireEnough(failed);
        FeatureSchema schema = SchemaFitter.fit(examples, pace.part(0, 0.2));
        Matrix matrix = standardised(schema, examples, pace.part(0.2, 0.4));
        LogisticRegression.Fit fit = LogisticRegression.fit(matrix, failed, penalties(schema), pace.part(0.4, 1));
        double[] fitted = new double[failed.length];
        for (int i = 0; i < fitted.length; i++) {
            pace.part(1, 1).row(i, fitted.length);
            fitted[i] = LogisticRegression.sigmoid(fit.logit(matrix, i));
        }
        double threshold = BinaryMetrics.bestThreshold(fitted, failed);
        return new LinearModel(schema, fit.weights(), fit.bias(), fit.stdErrors(), threshold);
    }

    /** The raw vectors of examples, through the same extractor that serves. */
    public static float[][] rawVectors(FeatureSchema schema, List<Example> examples) {
        return rawVectors(schema, examples, Pace.FREE);
    }

    /** The same at a pace. */
    public static float[][] rawVectors(FeatureSchema schema, List<Example> examples, Pace pace) {
        FeatureExtractor extractor = new FeatureExtractor(schema);
        float[][] raw = new float[examples.size()][];
        for (int i = 0; i < raw.length; i++) {
            pace.row(i, raw.length);
            Example example = examples.get(i);
            raw[i] = extractor.extract(example.history(), RunStart.of(example.run()));
        }
        return raw;
    }

    private static void requireEnough(boolean[] failed) {
        int failures = 0;
        for (boolean one : failed) {
            failures += one ? 1 : 0;
        }
        if (failed.length < MIN_EXAMPLES) {
            throw new Failure.Conflict(
                            "there are " + failed.length + " runs that ended in success or failure; at least "
                                    + MIN_EXAMPLES + " are needed to train")
                    .asException();
        }
        if (Math.min(failures, failed.length - failures) < MIN_OF_EACH_CLASS) {
            throw new Failure.Conflict("of " + failed.length + " runs " + failures + " failed; at least "
                            + MIN_OF_EACH_CLASS + " of either kind are needed to train")
                    .asException();
        }
    }

    private static Matrix standardised(FeatureSchema schema, List<Example> examples, Pace pace) {
        FeatureExtractor extractor = new FeatureExtractor(schema);
        int columns = schema.size();
        float[] values = new float[examples.size() * columns];
        for (int i = 0; i < examples.size(); i++) {
            pace.row(i, examples.size());
            Example example = examples.get(i);
            float[] raw = extractor.extract(example.history(), RunStart.of(example.run()));
            for (int j = 0; j < columns; j++) {
                values[i * columns + j] = (float) schema.columns().get(j).standardise(raw[j]);
            }
        }
        return new Matrix(values, examples.size(), columns);
    }

    private static double[] penalties(FeatureSchema schema) {
        return schema.columns().stream().mapToDouble(Trainer::penalty).toArray();
    }

    private static double penalty(Column column) {
        return column.source() == Column.Source.HISTORY
                ? HISTORY_PENALTY
                : column.transform() == Transform.LOG1P ? NUMBER_PENALTY : INDICATOR_PENALTY;
    }
}
