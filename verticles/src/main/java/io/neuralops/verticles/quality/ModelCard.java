package io.neuralops.verticles.quality;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.neuralops.models.quality.HoldoutQuality;
import io.neuralops.models.quality.Quality;
import io.neuralops.verticles.training.ModelView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a model version: what {@link ModelView} says, and how it does.
 *
 * @param signatureStatus whether its file is what was signed, looked at just now
 * @param holdout how sure the figures of the holdout are, and its reliability curve; null if there was none, or of before that was kept
 * @param weights of the served model, on the standardised inputs, with their standard errors; empty if of before that was kept
 * @param live how it did on what it was asked, week by week, the latest first
 * @param drift whether it still fits what it is asked
 * @param findings when it didn't, the latest first
 * @param shadow how it did beside what answered; null if it never scored in the shadow
 */
public record ModelCard(
        String version,
        String kind,
        boolean active,
        @Nullable Double accuracy,
        @Nullable Double auc,
        @Nullable Double brier,
        @Nullable Double ece,
        String checksum,
        @JsonRawValue @Nullable String signature,
        Instant createdAt,
        @Nullable String predecessor,
        @JsonRawValue @Nullable String verdict,
        @JsonRawValue String baseline,
        @JsonRawValue String provenance,
        SignatureStatus signatureStatus,
        @Nullable HoldoutQuality holdout,
        List<Quality.Weight> weights,
        List<LiveFigures> live,
        DriftFigures drift,
        List<DriftFinding> findings,
        @Nullable ShadowFigures shadow) {
    /** What belongs to the version beside its row. */
    record Doing(
            SignatureStatus signature,
            @Nullable Quality quality,
            List<LiveFigures> live,
            DriftFigures drift,
            List<DriftFinding> findings,
            @Nullable ShadowFigures shadow) {}

    static ModelCard of(ModelView view, Doing doing) {
        Quality quality = doing.quality();
        return new ModelCard(
                view.version(),
                view.kind(),
                view.active(),
                view.accuracy(),
                view.auc(),
                view.brier(),
                view.ece(),
                view.checksum(),
                view.signature(),
                view.createdAt(),
                view.predecessor(),
                view.verdict(),
                view.baseline(),
                view.provenance(),
                doing.signature(),
                quality == null ? null : quality.holdout(),
                quality == null ? List.of() : quality.weights(),
                doing.live(),
                doing.drift(),
                doing.findings(),
                doing.shadow());
    }
}
