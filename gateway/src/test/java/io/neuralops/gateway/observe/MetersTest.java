package io.neuralops.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Event;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetersTest {
    private static final TenantId TENANT = new TenantId("secretive");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);

    @Test
    void theNamesAreThereBeforeAnythingHappened() {
        assertThat(registry.scrape())
                .contains("predictions_total{", "predictions_error_total{", "prediction_latency_seconds_bucket")
                .contains("runs_recorded_total 0.0", "signals_recorded_total 0.0")
                .contains("idempotency_replays_total 0.0", "idempotency_conflicts_total{reason=\"other_request\"} 0.0");
    }

    @Test
    void eventsAreCountedWithoutNamingTenants() {
        meters.accept(new Event.PredictionFailed(TENANT, "Unavailable"));
        meters.accept(new Event.TrainingEnded(TENANT, true, Duration.ofSeconds(2)));
        meters.accept(new Event.TrainingEnded(TENANT, false, Duration.ofSeconds(1)));
        meters.accept(new Event.ModelActivated(TENANT, "v7"));
        meters.accept(new Event.AnswerReplayed(TENANT));
        meters.accept(new Event.KeyRefused(TENANT, "in_flight"));

        assertThat(registry.scrape())
                .contains("predictions_error_total{kind=\"Unavailable\"} 1.0")
                .contains("training_runs_total{succeeded=\"true\"} 1.0", "training_runs_total{succeeded=\"false\"} 1.0")
                .contains("model_activations_total 1.0", "training_duration_seconds_count 2")
                .contains("idempotency_replays_total 1.0", "idempotency_conflicts_total{reason=\"in_flight\"} 1.0")
                .doesNotContain("secretive", "v7");
    }
}
