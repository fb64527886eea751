package io.neuralops.models.evaluate;

import io.neuralops.models.evaluate.Evaluation.Weight;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.feature.HistoryFeature;
import io.neuralops.models.figures.BinaryMetrics;
import io.neuralops.models.figures.Figures;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.LinearModel;
import io.neuralops.models.train.Pace;
import io.neuralops.models.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures on the future: the runs in order of their start are cut once, everything is fitted on the earlier part and
 * measured on the later. Shuffling instead would leak tomorrow's broken builds into yesterday's training.
 */
public final class Evaluator {
    /** The part of the runs, in order of time, that is learned from. */
    public static final double TRAINING_PART = 0.7;

    private Evaluator() {}

    /**
     * Trains on the earlier examples and measures on the later.
     *
     * @param examples in order of their start
     */
    public static Evaluation evaluate(String set, List<Example> examples) {
        int cut = (int) (examples.size() * TRAINING_PART);
        List<Example> train = examples.subList(0, cut);
        List<Example> test = examples.subList(cut, examples.size());
        if (test.isEmpty()) {
            throw new Failure.Conflict("there are too few runs to keep some for testing").asException();
        }
        return measure(set, Trainer.train(train), train, test);
    }

    /** Measures a model that was fitted on {@code train}. */
    public static Evaluation measure(String set, LinearModel model, List<Example> train, List<Example> test) {
        return measure(set, model, probabilities(model, test), train, test);
    }

    /** The same with what it says of {@code test} at hand. */
    static Evaluation measure(String set, LinearModel model, double[] p, List<Example> train, List<Example> test) {
        boolean[] failed = labels(test);
        double rate = rate(labels(train));
        return new Evaluation(
                set,
                train.size(),
                test.size(),
                rate(failed),
                BinaryMetrics.accuracy(p, failed, model.threshold()),
                BinaryMetrics.of(p, failed, model.threshold()),
                previousStatus(train, test, failed),
                majority(rate, failed),
                weights(model));
    }

    /** What a model says of examples. */
    public static double[] probabilities(LinearModel model, List<Example> examples) {
        return probabilities(model, examples, Pace.FREE);
    }

    /** The same at a pace. */
    public static double[] probabilities(LinearModel model, List<Example> examples, Pace pace) {
        float[][] raw = Trainer.rawVectors(model.schema(), examples, pace);
        double[] p = new double[raw.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = model.probability(raw[i]);
        }
        return p;
    }

    private static Figures previousStatus(List<Example> train, List<Example> test, boolean[] failed) {
        double[] failures = new double[3];
        double[] runs = new double[3];
        for (Example example : train) {
            int status = lastStatus(example);
            failures[status] += example.failed() ? 1 : 0;
            runs[status]++;
        }
        double overall = rate(labels(train));
        double[] p = new double[test.size()];
        double[] status = new double[test.size()];
        for (int i = 0; i < p.length; i++) {
            int last = lastStatus(test.get(i));
            p[i] = runs[last] == 0 ? overall : failures[last] / runs[last];
            status[i] = last == FAILED ? 1 : 0;
        }
        Figures scored = BinaryMetrics.of(p, failed, 0.5);
        return new Figures(
                scored.rocAuc(),
                scored.prAuc(),
                scored.brier(),
                scored.logLoss(),
                scored.ece(),
                BinaryMetrics.f1(status, failed, 0.5),
                0.5);
    }

    private static final int NONE = 0;
    private static final int SUCCEEDED = 1;
    private static final int FAILED = 2;

    private static int lastStatus(Example example) {
        float last = example.value(HistoryFeature.LAST_FAILED);
        return last == 1 ? FAILED : last == 0 ? SUCCEEDED : NONE;
    }

    private static Figures majority(double rate, boolean[] failed) {
        double[] p = new double[failed.length];
        java.util.Arrays.fill(p, rate);
        return BinaryMetrics.of(p, failed, 0.5);
    }

    private static List<Weight> weights(LinearModel model) {
        List<Weight> weights = new ArrayList<>();
        List<String> names = model.schema().names();
        for (int j = 0; j < names.size(); j++) {
            weights.add(new Weight(names.get(j), model.weights()[j], model.stdErrors()[j]));
        }
        return weights;
    }

    private static boolean[] labels(List<Example> examples) {
        return Example.labels(examples);
    }

    private static double rate(boolean[] failed) {
        int count = 0;
        for (boolean f : failed) {
            count += f ? 1 : 0;
        }
        return (double) count / failed.length;
    }
}
