package io.neuralops.gateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Job;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Counts trainings and what came of them. */
final class TrainingMeters {
    private static final List<String> VERDICTS = List.of("promoted", "rejected", "not_judged");

    private final MeterRegistry registry;
    private final Timer duration;

    TrainingMeters(MeterRegistry registry) {
        this.registry = registry;
        duration = Timer.builder("training_duration")
                .description("How long trainings took, whatever came of them")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10))
                .register(registry);
        // Named before anything happened, so that a rate can be taken from the first scrape on.
        for (Job.Trigger trigger : Job.Trigger.values()) {
            Arrays.stream(Job.State.values())
                    .filter(state -> state != Job.State.RUNNING)
                    .forEach(outcome -> runs(trigger, outcome));
        }
        VERDICTS.forEach(this::promotions);
    }

    void ended(Event.TrainingEnded ended) {
        runs(ended.job().trigger(), ended.job().state()).increment();
        duration.record(ended.took());
    }

    void judged(Event.ChallengerJudged judged) {
        promotions(judged.verdict()).increment();
    }

    private Counter runs(Job.Trigger trigger, Job.State outcome) {
        return Counter.builder("training_runs")
                .description("Trainings that ended")
                .tag("trigger", trigger.label())
                .tag("outcome", outcome.label())
                .register(registry);
    }

    private Counter promotions(String verdict) {
        return Counter.builder("promotion")
                .description("Versions that were born, by what was found of them")
                .tag("verdict", verdict)
                .register(registry);
    }
}
