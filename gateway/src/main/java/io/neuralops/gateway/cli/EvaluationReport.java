package io.neuralops.gateway.cli;

import io.neuralops.models.evaluate.Evaluation;
import io.neuralops.models.figures.Figures;
import java.util.List;

/** An evaluation as {@code evaluate --json} prints it; other programs read this, so its names stay. */
record EvaluationReport(
        String set,
        int nTrain,
        int nTest,
        double baseRate,
        Figures model,
        Figures previousStatus,
        Figures majority,
        List<Evaluation.Weight> features) {
    static EvaluationReport of(Evaluation evaluation) {
        return new EvaluationReport(
                evaluation.set(),
                evaluation.nTrain(),
                evaluation.nTest(),
                evaluation.baseRate(),
                evaluation.model(),
                evaluation.previousStatus(),
                evaluation.majority(),
                evaluation.features());
    }
}
