package io.neuralops.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.quality.Reference;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.quality.DriftFigures;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of models to whoever asks, and what to those who are known to be on this machine only. */
class ModelMetersTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");

    @Test
    void withoutALoopbackToKeepOthersOutNoTenantIsNamed() {
        String told = String.valueOf(meters(false).collect());

        assertThat(told).doesNotContain("acme", "globex", "labels.team");
        assertThat(meters(false).collect().stream().map(ModelMetersTest::values).toList())
                .containsExactlyInAnyOrder(List.of(0.75), List.of(0.2));
    }

    @Test
    void onTheLoopbackEachIs() {
        assertThat(meters(true).collect().stream()
                        .filter(one -> one instanceof GaugeSnapshot)
                        .map(ModelMetersTest::values)
                        .toList())
                .containsExactlyInAnyOrder(List.of(0.5, 0.75), List.of(0.1, 0.2));
    }

    private static List<Double> values(MetricSnapshot snapshot) {
        return ((GaugeSnapshot) snapshot)
                .getDataPoints().stream().map(point -> point.getValue()).toList();
    }

    private static ModelMeters meters(boolean named) {
        return new ModelMeters(
                () -> Map.of(ACME, "v1", GLOBEX, "v2"),
                () -> Map.of(ACME, figures(0.5, 0.1), GLOBEX, figures(0.75, 0.2)),
                named);
    }

    private static DriftFigures figures(double psi, double calibrationError) {
        return new DriftFigures(
                "v1",
                Instant.EPOCH,
                1_000,
                List.of(new Reference.Shift("labels.team=acme", psi)),
                calibrationError,
                1_000,
                null);
    }
}
