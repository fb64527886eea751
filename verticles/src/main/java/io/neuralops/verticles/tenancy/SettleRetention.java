package io.neuralops.verticles.tenancy;

import io.neuralops.models.failure.Check;
import io.neuralops.sql.Retention;
import org.jspecify.annotations.Nullable;

/**
 * For how many days a tenant's rows are kept from now on: 0 for ever; what is left out is as the installation has it.
 *
 * @param id the tenant
 */
public record SettleRetention(
        String id,
        @Nullable Integer predictionsDays,
        @Nullable Integer perfMetricsDays) {
    public SettleRetention {
        check("predictions_days", predictionsDays);
        check("perf_metrics_days", perfMetricsDays);
    }

    Retention retention() {
        return new Retention(predictionsDays, perfMetricsDays);
    }

    private static void check(String field, @Nullable Integer days) {
        if (days != null) {
            Check.range(field, days, 0, Retention.MAX_DAYS);
        }
    }
}
