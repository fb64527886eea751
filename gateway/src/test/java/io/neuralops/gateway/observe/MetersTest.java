package io.neuralops.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Job;
import java.time.Duration;
import java.time.Instant;
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
        meters.accept(
                new Event.TrainingEnded(TENANT, job(Job.Trigger.DRIFT, Job.State.SUCCEEDED), Duration.ofSeconds(2)));
        meters.accept(
                new Event.TrainingEnded(TENANT, job(Job.Trigger.DEMAND, Job.State.FAILED), Duration.ofSeconds(40)));
        meters.accept(new Event.ChallengerJudged(TENANT, "v7", "rejected"));
        meters.accept(new Event.ModelActivated(TENANT, "v7"));
        meters.accept(new Event.AnswerReplayed(TENANT));
        meters.accept(new Event.KeyRefused(TENANT, "in_flight"));

        assertThat(registry.scrape())
                .contains("predictions_error_total{kind=\"Unavailable\"} 1.0")
                .contains("training_runs_total{outcome=\"succeeded\",trigger=\"drift\"} 1.0")
                .contains("training_runs_total{outcome=\"failed\",trigger=\"demand\"} 1.0")
                .contains("training_runs_total{outcome=\"cancelled\",trigger=\"schedule\"} 0.0")
                .contains("promotion_total{verdict=\"rejected\"} 1.0", "promotion_total{verdict=\"promoted\"} 0.0")
                .contains("training_duration_seconds_bucket{le=\"5.0\"} 1", "training_duration_seconds_count 2")
                .contains("model_activations_total 1.0")
                .contains("idempotency_replays_total 1.0", "idempotency_conflicts_total{reason=\"in_flight\"} 1.0")
                .doesNotContain("secretive", "v7");
    }

    private static Job job(Job.Trigger trigger, Job.State state) {
        return new Job("j", "train", trigger, state, 1, "done", Instant.EPOCH, Instant.EPOCH, null, null);
    }
}
