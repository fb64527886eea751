package io.neuralops.verticles.prediction;

import io.neuralops.models.predict.Contribution;
import io.neuralops.models.predict.Evidence;
import io.neuralops.models.predict.SuggestedAction;
import java.time.Instant;
import java.util.List;

/**
 * The workflows by the risk of their next run, the riskiest first.
 *
 * @param modelVersion {@code base-v1}, ... where the base model answers, {@code base-rate} where there is none either
 * @param workflows how many were ranked; {@code items} may show fewer
 */
public record RiskRanking(String modelVersion, Instant asOf, int workflows, List<Item> items) {

    /**
     * One workflow.
     *
     * @param probability that its next run fails
     * @param lastRunAt when the outcome of its latest run became known
     */
    public record Item(
            String workflow,
            double probability,
            String summary,
            SuggestedAction action,
            List<Contribution> features,
            Evidence evidence,
            Instant lastRunAt) {}
}
