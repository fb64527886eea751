package io.neuralops.verticles.training;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.neuralops.sql.Json;
import io.neuralops.sql.store.ModelRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model version as callers see it.
 *
 * @param auc area under the ROC curve on the holdout; this and the other figures are null where there were too few runs
 * @param signature JSON of a {@link io.neuralops.models.signing.Signature} over {@link io.neuralops.models.signing.ModelSeal}
 * @param predecessor what a rollback from it returns to
 * @param verdict JSON of a {@link io.neuralops.models.evaluate.Verdict}
 * @param baseline JSON of an {@link io.neuralops.models.evaluate.Evaluation}: the model and both baselines on the holdout
 * @param provenance JSON of a {@link Provenance}
 */
public record ModelView(
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
        @JsonRawValue String provenance) {
    /** What callers see of a version. */
    public static ModelView of(ModelRow row) {
        return of(row, row.active());
    }

    /**
     * The same for somebody else than whose version it is.
     *
     * @param answers whether it is what answers them
     */
    public static ModelView of(ModelRow row, boolean answers) {
        Json verdict = row.verdict();
        return new ModelView(
                row.version(),
                row.kind(),
                answers,
                row.accuracy(),
                row.auc(),
                row.brier(),
                row.ece(),
                row.checksum(),
                row.signature(),
                row.createdAt(),
                row.predecessor(),
                verdict == null ? null : verdict.text(),
                row.baseline().text(),
                row.provenance().text());
    }
}
