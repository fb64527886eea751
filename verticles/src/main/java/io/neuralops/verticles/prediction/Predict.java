package io.neuralops.verticles.prediction;

import io.neuralops.models.failure.Check;
import io.neuralops.models.privacy.KeptAsGiven;
import io.neuralops.verticles.operation.PlainForm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks how likely a run is to fail. Of a run that was recorded the id is enough; what is given besides wins over what is
 * stored.
 *
 * @param attempt default: the latest that is known, else 1
 * @param workflow what runs; of a run that isn't recorded, without it only the tenant's history can tell
 * @param startedAt default: when the recorded run started, else now
 * @param metrics numbers known when it starts
 * @param labels few-valued texts known when it starts
 * @param signalId the signal because of which it is asked, if any
 */
public record Predict(
        String runId,
        @Nullable Integer attempt,
        @Nullable String workflow,
        @Nullable Instant startedAt,
        @Nullable Map<String, Double> metrics,
        @Nullable Map<String, String> labels,
        @Nullable String signalId) {
    /** The form in which most ask. */
    public static final PlainForm<Predict> PLAIN = new PlainForm<>(
            Predict.class,
            List.of("run_id", "workflow", "signal_id"),
            texts -> new Predict(texts[0], null, texts[1], null, null, null, texts[2]));

    public Predict {
        KeptAsGiven.check("run_id", Check.text("run_id", runId, 200));
        if (attempt != null) {
            Check.range("attempt", attempt, 1, 10_000);
        }
        workflow = Check.optionalText("workflow", workflow, 300);
        KeptAsGiven.check("workflow", workflow);
        startedAt = Check.optionalInstant("started_at", startedAt);
        metrics = metrics == null ? null : Check.numbers("metrics", metrics, 100);
        labels = labels == null ? null : Check.texts("labels", labels, 50);
        signalId = Check.optionalText("signal_id", signalId, 200);
        KeptAsGiven.check("signal_id", signalId);
    }
}
