package io.neuralops.models.evaluate;

import io.neuralops.models.figures.Figures;
import java.util.List;

/**
 * A model and two baselines on the same runs, all fitted on what came before.
 *
 * @param baseRate failure rate of the test runs
 * @param accuracy of the model at its threshold
 * @param previousStatus scores with the training part's failure rate given the workflow's last known status; its F1 uses
 *     the status itself
 * @param majority scores with the training part's failure rate; its F1 is that of its more frequent status
 */
public record Evaluation(
        String set,
        int nTrain,
        int nTest,
        double baseRate,
        double accuracy,
        Figures model,
        Figures previousStatus,
        Figures majority,
        List<Weight> features) {

    /** A weight of the model, on the standardised input. */
    public record Weight(String name, double weight, double stdError) {}
}
