package io.neuralops.gateway.observe;

import io.neuralops.models.quality.Reference;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.quality.DriftFigures;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * Which models answer, and whether they still fit what they are asked: looked up when somebody asks. Of very many tenants those
 * that come first by their id are told: so many lines can be scraped.
 */
public final class ModelMeters implements MultiCollector {
    static final int MOST_MODELS = 1_000;
    static final int MOST_INPUTS = 5_000;

    private final boolean named;
    private final Supplier<Map<TenantId, String>> versions;
    private final Supplier<Map<TenantId, DriftFigures>> drift;

    /**
     * Wires them.
     *
     * @param named whether tenants and what they named are told: whoever can reach the page reads it, without a token. If not,
     *     the highest of all tenants is told
     */
    public ModelMeters(
            Supplier<Map<TenantId, String>> versions, Supplier<Map<TenantId, DriftFigures>> drift, boolean named) {
        this.named = named;
        this.versions = versions;
        this.drift = drift;
    }

    @Override
    public MetricSnapshots collect() {
        Map<String, DriftFigures> measured = sorted(drift.get());
        return named
                ? MetricSnapshots.of(info(), psi(measured), calibration(measured))
                : MetricSnapshots.of(
                        highest(
                                psiGauge(),
                                measured.values().stream()
                                        .flatMap(one -> one.features().stream())
                                        .mapToDouble(Reference.Shift::psi)),
                        highest(
                                calibrationGauge(),
                                measured.values().stream()
                                        .map(DriftFigures::calibrationError)
                                        .filter(Objects::nonNull)
                                        .mapToDouble(Double::doubleValue)));
    }

    private static GaugeSnapshot highest(GaugeSnapshot.Builder gauge, DoubleStream values) {
        values.max().ifPresent(highest -> gauge.dataPoint(point(Labels.EMPTY, highest)));
        return gauge.build();
    }

    private static GaugeSnapshot.Builder psiGauge() {
        return GaugeSnapshot.builder()
                .name("model_drift_psi")
                .help("Population stability index of an input, against what the model learned from");
    }

    private static GaugeSnapshot.Builder calibrationGauge() {
        return GaugeSnapshot.builder()
                .name("model_calibration_error")
                .help("Calibration error of what was answered lately, of runs that have ended");
    }

    private InfoSnapshot info() {
        InfoSnapshot.Builder info = InfoSnapshot.builder().name("model").help("The version that answers a tenant");
        sorted(versions.get()).entrySet().stream()
                .limit(MOST_MODELS)
                .forEach(one -> info.dataPoint(InfoDataPointSnapshot.builder()
                        .labels(labels(one.getKey(), one.getValue()))
                        .build()));
        return info.build();
    }

    private static GaugeSnapshot psi(Map<String, DriftFigures> measured) {
        GaugeSnapshot.Builder psi = psiGauge();
        int lines = 0;
        for (Map.Entry<String, DriftFigures> one : measured.entrySet()) {
            Labels labels = labels(one.getKey(), one.getValue().version());
            lines += one.getValue().features().size();
            if (lines > MOST_INPUTS) {
                break;
            }
            for (Reference.Shift shift : one.getValue().features()) {
                psi.dataPoint(point(labels.add("feature", shift.feature()), shift.psi()));
            }
        }
        return psi.build();
    }

    private static GaugeSnapshot calibration(Map<String, DriftFigures> measured) {
        GaugeSnapshot.Builder calibration = calibrationGauge();
        measured.entrySet().stream().limit(MOST_MODELS).forEach(one -> {
            Double error = one.getValue().calibrationError();
            if (error != null) {
                calibration.dataPoint(point(labels(one.getKey(), one.getValue().version()), error));
            }
        });
        return calibration.build();
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static <T> Map<String, T> sorted(Map<TenantId, T> byTenant) {
        Map<String, T> sorted = new TreeMap<>();
        byTenant.forEach((tenant, one) -> sorted.put(tenant.value(), one));
        return sorted;
    }

    private static Labels labels(String tenant, String version) {
        return Labels.of("tenant", tenant, "version", version);
    }
}
