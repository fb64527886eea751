package io.neuralops.verticles.prediction;

import static io.neuralops.verticles.operation.JsonBytes.ascii;

import io.neuralops.sql.Json;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.verticles.operation.JsonBytes;
import io.neuralops.verticles.operation.WrittenByHand;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A prediction as callers see it.
 *
 * @param probability that the run fails
 * @param basis what the probability rests on
 * @param recommendation JSON of a {@link io.neuralops.models.predict.Recommendation}, just as it is stored
 * @param outcome how the run ended, once that is known
 */
public record PredictionView(
        UUID id,
        String runId,
        int attempt,
        @Nullable String workflow,
        @Nullable String signalId,
        String modelVersion,
        double probability,
        String basis,
        Json recommendation,
        Instant createdAt,
        @Nullable String outcome,
        @Nullable String feedback)
        implements WrittenByHand {
    private static final byte[] ID = ascii("{\"id\":");
    private static final byte[] RUN_ID = ascii(",\"run_id\":");
    private static final byte[] ATTEMPT = ascii(",\"attempt\":");
    private static final byte[] WORKFLOW = ascii(",\"workflow\":");
    private static final byte[] SIGNAL_ID = ascii(",\"signal_id\":");
    private static final byte[] MODEL_VERSION = ascii(",\"model_version\":");
    private static final byte[] PROBABILITY = ascii(",\"probability\":");
    private static final byte[] BASIS = ascii(",\"basis\":");
    private static final byte[] RECOMMENDATION = ascii(",\"recommendation\":");
    private static final byte[] CREATED_AT = ascii(",\"created_at\":");
    private static final byte[] OUTCOME = ascii(",\"outcome\":");
    private static final byte[] FEEDBACK = ascii(",\"feedback\":");
    private static final byte[] END = ascii("}");

    static PredictionView of(PredictionRow row) {
        return new PredictionView(
                row.id(),
                row.runId(),
                row.attempt(),
                row.workflow(),
                row.signalId(),
                row.modelVersion(),
                row.probability(),
                row.basis(),
                row.recommendation(),
                row.createdAt(),
                row.outcome(),
                row.feedback());
    }

    @Override
    public void writeTo(JsonBytes to) {
        to.json(ID).uuid(id);
        to.json(RUN_ID).text(runId).json(ATTEMPT).number(attempt);
        to.json(WORKFLOW).text(workflow).json(SIGNAL_ID).text(signalId);
        to.json(MODEL_VERSION).text(modelVersion).json(PROBABILITY).number(probability);
        to.json(BASIS).text(basis).json(RECOMMENDATION).json(recommendation.utf8());
        to.json(CREATED_AT).time(createdAt);
        to.json(OUTCOME).text(outcome).json(FEEDBACK).text(feedback).json(END);
    }
}
