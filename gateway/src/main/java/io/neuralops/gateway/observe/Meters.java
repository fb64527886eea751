package io.neuralops.gateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.neuralops.models.onnx.RefusedModel;
import io.neuralops.models.quality.Feedback;
import io.neuralops.verticles.operation.Event;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Counts what happens. Labels are few-valued: no tenant, run or person appears in them. */
public final class Meters implements Consumer<Event> {

    private final MeterRegistry registry;
    private final Timer predictionLatency;
    private final DistributionSummary probability;
    private final Counter runs;
    private final Counter signals;
    private final TrainingMeters training;
    private final ExportMeters exports;
    /** Kept by hand: the registry finds a counter that is there by building it again. */
    private final Map<String, Counter> answers = new ConcurrentHashMap<>();

    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
    private final Counter replays;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        predictionLatency = Timer.builder("prediction_latency")
                .description("From a question to its durable answer")
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(800))
                .register(registry);
        probability = DistributionSummary.builder("prediction_probability")
                .description("The probabilities that were answered")
                .serviceLevelObjectives(tenths())
                .register(registry);
        runs = Counter.builder("runs_recorded")
                .description("Reports of runs that changed something")
                .register(registry);
        signals = Counter.builder("signals_recorded")
                .description("Signals recorded")
                .register(registry);
        training = new TrainingMeters(registry);
        exports = new ExportMeters(registry);
        replays = Counter.builder("idempotency_replays")
                .description("Requests that were answered as before, by their Idempotency-Key")
                .register(registry);
        // Named before anything happened, so that a rate can be taken from the first scrape on.
        errors("Internal");
        answers("workflow_history");
        refusals("overloaded");
        refusals("rate_limited");
        conflicts("in_flight");
        conflicts("other_request");
        for (Feedback verdict : Feedback.values()) {
            feedback(verdict.label());
        }
        for (RefusedModel.Reason reason : RefusedModel.Reason.values()) {
            modelRefusals(reason.label());
        }
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.PredictionMade made -> {
                answers(made.prediction().basis()).increment();
                probability.record(made.prediction().probability());
                predictionLatency.record(made.took());
            }
            case Event.PredictionFailed failed -> errors(failed.reason()).increment();
            case Event.RunRecorded recorded -> runs.increment();
            case Event.RunFinished finished ->
                finished(finished.run().status().label()).increment();
            case Event.SignalRecorded recorded -> signals.increment();
            case Event.IncidentRecorded recorded ->
                registry.counter("incidents_recorded").increment();
            case Event.PerfMeasured measured ->
                registry.counter(
                                "perf_windows",
                                "source",
                                measured.window().source().label())
                        .increment();
            case Event.FeedbackGiven given -> feedback(given.verdict()).increment();
            case Event.ShadowScored scored ->
                registry.counter("shadow_predictions").increment(scored.predictions());
            case Event.ShadowDropped dropped ->
                registry.counter("shadow_predictions_dropped").increment(dropped.predictions());
            case Event.TrainingProgressed progressed -> {}
            case Event.SharingSettled settled -> {}
            case Event.TrainingEnded ended -> training.ended(ended);
            case Event.ExportProgressed progressed -> {}
            case Event.ExportEnded ended -> exports.ended(ended);
            case Event.ChallengerJudged judged -> training.judged(judged);
            case Event.DriftFound found -> registry.counter("model_drift_found").increment();
            case Event.ModelActivated activated ->
                registry.counter("model_activations").increment();
            case Event.ModelRefused refused -> modelRefusals(refused.reason()).increment();
            case Event.RowsExpired expired ->
                registry.counter("retention_rows_deleted", "table", expired.table())
                        .increment(expired.rows());
            case Event.KeyRotated rotated ->
                registry.counter("pseudonym_keys_rotated").increment();
            case Event.PersonForgotten forgotten ->
                registry.counter("persons_forgotten").increment();
            case Event.AnswerReplayed replayed -> replays.increment();
            case Event.RequestRefused refused -> refusals(refused.reason()).increment();
            case Event.KeyRefused refused -> conflicts(refused.reason()).increment();
        }
    }

    private Counter answers(String basis) {
        return answers.computeIfAbsent(
                basis,
                b -> Counter.builder("predictions")
                        .description("Predictions that were stored and answered")
                        .tag("basis", b)
                        .register(registry));
    }

    private Counter errors(String kind) {
        return Counter.builder("predictions_error")
                .description("Predictions that were asked for and could not be made")
                .tag("kind", kind)
                .register(registry);
    }

    private Counter finished(String status) {
        return Counter.builder("runs_finished")
                .description("Runs that were reported as ended")
                .tag("status", status)
                .register(registry);
    }

    private Counter feedback(String verdict) {
        return Counter.builder("prediction_feedback")
                .description("What people said of predictions")
                .tag("verdict", verdict)
                .register(registry);
    }

    private Counter refusals(String reason) {
        return refusals.computeIfAbsent(
                reason,
                r -> Counter.builder("requests_refused")
                        .description("Requests that were refused before anything was done for them")
                        .tag("reason", r)
                        .register(registry));
    }

    private Counter modelRefusals(String reason) {
        return Counter.builder("models_refused")
                .description("Models that were not loaded, since they aren't what they have to be")
                .tag("reason", reason)
                .register(registry);
    }

    private Counter conflicts(String reason) {
        return Counter.builder("idempotency_conflicts")
                .description("Requests that were refused because of their Idempotency-Key")
                .tag("reason", reason)
                .register(registry);
    }

    private static double[] tenths() {
        double[] tenths = new double[10];
        for (int i = 0; i < tenths.length; i++) {
            tenths[i] = (i + 1) / 10.0;
        }
        return tenths;
    }
}
