package io.neuralops.gateway.observe;

import io.neuralops.models.perf.Verdict;
import io.neuralops.verticles.profiler.watch.ProfilerFigures;
import io.neuralops.verticles.profiler.watch.ProfilerFigures.Latest;
import io.neuralops.verticles.profiler.watch.ProfilerFigures.State;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the profiler does, and what it measured last. Services and endpoints are those that its settings name. */
public final class ProfilerMeters implements MultiCollector {
    private final ProfilerFigures figures;

    public ProfilerMeters(ProfilerFigures figures) {
        this.figures = figures;
    }

    @Override
    public MetricSnapshots collect() {
        List<Latest> targets = figures.targets();
        return MetricSnapshots.of(
                ofEach(
                        targets,
                        "profiler_latency_p95",
                        "95th percentile of the last window, seconds",
                        Latest::p95Seconds),
                ofEach(
                        targets,
                        "profiler_latency_p99",
                        "99th percentile of the last window, seconds",
                        Latest::p99Seconds),
                ofEach(
                        targets,
                        "profiler_verdict",
                        "Of the last window: 0 PASS, 1 FAIL, 2 INVALID",
                        one -> number(one.verdict())),
                ofEach(targets, "profiler_rate", "Requests a second that are asked now", Latest::rate),
                failures(),
                states(targets),
                gauge("profiler_overhead", "Share of a processor core that was taken lately", figures.overhead()),
                gauge("profiler_scale", "Share of the rates that is asked, for the overhead", figures.scale()),
                counter("profiler_cpu_seconds", "Processor time that was taken", figures.cpuSeconds()),
                gauge("profiler_windows_waiting", "Windows that wait for the database", (double) figures.waiting()),
                counter("profiler_windows_dropped", "Windows that were never stored", (double) figures.dropped()),
                gauge("profiler_insight_waiting", "Windows that wait for the other service", (double)
                        figures.insightWaiting()),
                counter("profiler_insight_dropped", "Windows that the other service never took", (double)
                        figures.insightDropped()));
    }

    private static @Nullable Double number(@Nullable Verdict verdict) {
        return verdict == null
                ? null
                : switch (verdict) {
                    case PASS -> 0.0;
                    case FAIL -> 1.0;
                    case INVALID -> 2.0;
                };
    }

    private static GaugeSnapshot ofEach(
            List<Latest> targets, String name, String help, Function<Latest, @Nullable Double> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        for (Latest one : targets) {
            Double measured = value.apply(one);
            if (measured != null) {
                gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("service", one.service(), "endpoint", one.endpoint()))
                        .value(measured)
                        .build());
            }
        }
        return gauge.build();
    }

    private CounterSnapshot failures() {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name("profiler_failures").help("Requests without a good answer");
        figures.failures()
                .forEach((failed, count) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "service",
                                failed.service(),
                                "endpoint",
                                failed.endpoint(),
                                "kind",
                                failed.kind().label()))
                        .value((double) count)
                        .build()));
        return counter.build();
    }

    private static GaugeSnapshot states(List<Latest> targets) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("profiler_targets").help("Targets by whether they are measured");
        for (State state : State.values()) {
            gauge.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("state", state.name().toLowerCase(Locale.ROOT)))
                    .value((double)
                            targets.stream().filter(one -> one.state() == state).count())
                    .build());
        }
        return gauge.build();
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static CounterSnapshot counter(String name, String help, double value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
                .build();
    }
}
