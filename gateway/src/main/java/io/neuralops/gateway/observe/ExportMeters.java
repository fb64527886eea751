package io.neuralops.gateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.neuralops.verticles.export.ExportWhat;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Job;
import java.time.Duration;
import java.util.Arrays;

/** Counts exports and what came of them. */
final class ExportMeters {
    private final MeterRegistry registry;
    private final Timer duration;
    private final Counter rows;

    ExportMeters(MeterRegistry registry) {
        this.registry = registry;
        duration = Timer.builder("export_duration")
                .description("How long exports took, whatever came of them")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10))
                .register(registry);
        rows = Counter.builder("export_rows")
                .description("Rows in files that exports made")
                .register(registry);
        // Named before anything happened, so that a rate can be taken from the first scrape on.
        for (ExportWhat what : ExportWhat.values()) {
            Arrays.stream(Job.State.values())
                    .filter(state -> state != Job.State.RUNNING)
                    .forEach(result -> exports(what.label(), result));
        }
    }

    void ended(Event.ExportEnded ended) {
        Job.State result = ended.export().job().state();
        exports(ended.export().what(), result).increment();
        duration.record(ended.took());
        if (result == Job.State.SUCCEEDED) {
            rows.increment((double) ended.export().rows());
        }
    }

    private Counter exports(String what, Job.State result) {
        return Counter.builder("exports")
                .description("Exports that ended")
                .tag("what", what)
                .tag("result", result.label())
                .register(registry);
    }
}
