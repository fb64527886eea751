package io.neuralops.verticles.training;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.neuralops.sql.store.ModelRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model version as callers see it.
 *
 * @param auc area under the ROC curve on the holdout; this and the other figures are null where there were too few runs
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
        Instant createdAt,
        @JsonRawValue String baseline,
        @JsonRawValue String provenance) {
    static ModelView of(ModelRow row) {
        return new ModelView(
                row.version(),
                row.kind(),
                row.active(),
                row.accuracy(),
                row.auc(),
                row.brier(),
                row.ece(),
                row.checksum(),
                row.createdAt(),
                row.baseline().text(),
                row.provenance().text());
    }
}
