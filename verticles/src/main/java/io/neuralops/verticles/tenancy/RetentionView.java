package io.neuralops.verticles.tenancy;

import io.neuralops.sql.Retention;
import io.neuralops.sql.store.RetentionStore.Kind;

/** For how many days a tenant's rows are kept, by their table; 0 for ever. */
public record RetentionView(int predictionsDays, int perfMetricsDays) {
    static RetentionView of(Retention retention) {
        return new RetentionView(Kind.PREDICTIONS.days(retention), Kind.PERF_METRICS.days(retention));
    }
}
