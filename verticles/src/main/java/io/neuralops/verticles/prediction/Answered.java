package io.neuralops.verticles.prediction;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.store.PredictionRow;
import java.util.List;

/** Is told of what was answered, after it was. It must be quick, and must not throw. */
sealed interface Answered permits Answered.Nobody, Shadows {
    /** Nobody is told. */
    Answered NOBODY = new Nobody();

    /** Takes questions and the answers to them, in the same order. */
    void answered(TenantId tenant, List<Question> questions, List<PredictionRow> rows);

    /** Nobody. */
    record Nobody() implements Answered {
        @Override
        public void answered(TenantId tenant, List<Question> questions, List<PredictionRow> rows) {}
    }
}
