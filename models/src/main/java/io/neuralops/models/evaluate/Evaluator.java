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
        return measure(set, model, probabilities(model, test), train, test, Pace.FREE);
    }

    /** The same with what it says of {@code test} at hand. */
    static Evaluation measure(
            String set, LinearModel model, double[] p, List<Example> train, List<Example> test, Pace pace) {
        boolean[] failed = Example.labels(test, pace);
        boolean[] failedBefore = Example.labels(train, pace);
        double rate = rate(failedBefore);
        return new Evaluation(
                set,
                train.size(),
                test.size(),
                rate(failed),
                BinaryMetrics.accuracy(p, failed, model.threshold()),
                BinaryMetrics.of(p, failed, model.threshold()),
                previousStatus(statuses(train, pace), failedBefore, statuses(test, pace), failed),
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
            pace.part(1, 1).row(i, p.length);
            p[i] = model.probability(raw[i]);
        }
        return p;
    }

    private static Figures previousStatus(byte[] lastBefore, boolean[] failedBefore, byte[] lastOf, boolean[] failed) {
        double[] failures = new double[3];
        double[] runs = new double[3];
        for (int i = 0; i < lastBefore.length; i++) {
            failures[lastBefore[i]] += failedBefore[i] ? 1 : 0;
            runs[lastBefore[i]]++;
        }
        double overall = rate(failedBefore);
        double[] p = new double[failed.length];
        double[] status = new double[failed.length];
        for (int i = 0; i < p.length; i++) {
            int last = lastOf[i];
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

    private static final byte NONE = 0;
    private static final byte SUCCEEDED = 1;
    private static final byte FAILED = 2;

    private static byte[] statuses(List<Example> examples, Pace pace) {
        byte[] statuses = new byte[examples.size()];
        for (int i = 0; i < statuses.length; i++) {
            pace.row(i, statuses.length);
            float last = examples.get(i).value(HistoryFeature.LAST_FAILED);
            statuses[i] = last == 1 ? FAILED : last == 0 ? SUCCEEDED : NONE;
        }
        return statuses;
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

    private static double rate(boolean[] failed) {
        int count = 0;
        for (boolean f : failed) {
            count += f ? 1 : 0;
        }
        return (double) count / failed.length;
    }
}
