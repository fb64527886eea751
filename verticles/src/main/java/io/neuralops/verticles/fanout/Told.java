package io.neuralops.verticles.fanout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.neuralops.models.incident.Incident;
import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.perf.Verdict;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.ExportJob;
import io.neuralops.verticles.operation.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as listeners are told of it. Nothing is in a body that its kind's least role couldn't ask for, no text of errors,
 * labels or persons, and nothing of which there may be a lot: whoever wants more asks by the id.
 *
 * @param body what becomes its JSON
 */
record Told(EventKind kind, Object body) {
    private static final double NANOS_OF_MS = 1e6;

    /** The only place that knows what an event is called and what is told of it. */
    static Told of(Event event) {
        return switch (event) {
            case Event.RunRecorded recorded -> new Told(EventKind.RUN, RunTold.of(recorded.run()));
            case Event.RunFinished finished -> new Told(EventKind.RUN_FINISHED, RunTold.of(finished.run()));
            case Event.SignalRecorded recorded -> new Told(EventKind.SIGNAL, SignalTold.of(recorded.signal()));
            case Event.IncidentRecorded recorded -> new Told(EventKind.INCIDENT, IncidentTold.of(recorded.incident()));
            case Event.PerfMeasured measured -> new Told(EventKind.PERF, PerfTold.of(measured.window()));
            case Event.PredictionMade made ->
                new Told(EventKind.PREDICTION, PredictionTold.of(made.prediction(), made.took()));
            case Event.PredictionFailed failed -> new Told(EventKind.PREDICTION_FAILED, new Reason(failed.reason()));
            case Event.FeedbackGiven given -> new Told(EventKind.FEEDBACK, new Judged(null, given.verdict()));
            case Event.ShadowScored scored -> new Told(EventKind.SHADOW, new Predictions(scored.predictions()));
            case Event.ShadowDropped dropped ->
                new Told(EventKind.SHADOW_DROPPED, new Predictions(dropped.predictions()));
            case Event.TrainingProgressed progressed -> new Told(EventKind.TRAINING, progressed.job());
            case Event.TrainingEnded ended -> new Told(EventKind.TRAINING, ended.job());
            case Event.ExportProgressed progressed -> new Told(EventKind.EXPORT, ExportTold.of(progressed.export()));
            case Event.ExportEnded ended -> new Told(EventKind.EXPORT, ExportTold.of(ended.export()));
            case Event.ChallengerJudged judged ->
                new Told(EventKind.CHALLENGER, new Judged(judged.version(), judged.verdict()));
            case Event.DriftFound found ->
                new Told(EventKind.DRIFT, new Drift(found.version(), found.feature(), found.psi(), found.at()));
            case Event.ModelActivated activated -> new Told(EventKind.MODEL, new Version(activated.version(), null));
            case Event.ModelRefused refused ->
                new Told(EventKind.MODEL_REFUSED, new Version(refused.version(), refused.reason()));
            case Event.SharingSettled settled -> new Told(EventKind.SHARING, new Sharing(settled.share()));
            case Event.RowsExpired expired -> new Told(EventKind.RETENTION, new Rows(expired.table(), expired.rows()));
            case Event.PersonForgotten forgotten ->
                new Told(EventKind.PERSON_FORGOTTEN, new Rows(null, forgotten.rows()));
            case Event.KeyRotated rotated -> new Told(EventKind.KEY_ROTATED, new Key(rotated.keyId()));
            case Event.AnswerReplayed replayed -> new Told(EventKind.ANSWER_REPLAYED, Map.of());
            case Event.RequestRefused refused -> new Told(EventKind.REQUEST_REFUSED, new Reason(refused.reason()));
            case Event.KeyRefused refused -> new Told(EventKind.KEY_REFUSED, new Reason(refused.reason()));
        };
    }

    private record RunTold(
            String runId,
            int attempt,
            String workflow,
            RunStatus status,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Long durationMs) {
        static RunTold of(Run run) {
            return new RunTold(
                    run.runId(),
                    run.attempt(),
                    run.workflow(),
                    run.status(),
                    run.startedAt(),
                    run.finishedAt(),
                    run.durationMs());
        }
    }

    private record SignalTold(
            String id,
            @Nullable String runId,
            String service,
            String kind,
            String name,
            @Nullable Double value,
            Severity severity,
            SignalState state,
            Instant observedAt) {
        static SignalTold of(Signal signal) {
            return new SignalTold(
                    signal.id(),
                    signal.runId(),
                    signal.service(),
                    signal.kind(),
                    signal.name(),
                    signal.value(),
                    signal.severity(),
                    signal.state(),
                    signal.observedAt());
        }
    }

    private record IncidentTold(
            String id,
            @Nullable String service,
            @Nullable String workflow,
            String source,
            IncidentSeverity severity,
            Instant openedAt,
            @Nullable Instant resolvedAt) {
        static IncidentTold of(Incident incident) {
            return new IncidentTold(
                    incident.id(),
                    incident.service(),
                    incident.workflow(),
                    incident.source(),
                    incident.severity(),
                    incident.openedAt(),
                    incident.resolvedAt());
        }
    }

    private record PerfTold(
            UUID id,
            String run,
            String service,
            String endpoint,
            Instant from,
            Instant to,
            long requests,
            long errors,
            @JsonUnwrapped Latencies latencies,
            double throughput,
            @Nullable Verdict verdict,
            PerfSource source) {
        static PerfTold of(PerfWindow window) {
            return new PerfTold(
                    window.id(),
                    window.run(),
                    window.service(),
                    window.endpoint(),
                    window.from(),
                    window.to(),
                    window.requests(),
                    window.errors(),
                    window.latencies(),
                    window.throughput(),
                    window.verdict(),
                    window.source());
        }
    }

    private record PredictionTold(
            UUID id,
            String runId,
            int attempt,
            @Nullable String workflow,
            @Nullable String signalId,
            String modelVersion,
            double probability,
            String basis,
            Instant createdAt,
            double tookMs) {
        static PredictionTold of(PredictionRow row, Duration took) {
            return new PredictionTold(
                    row.id(),
                    row.runId(),
                    row.attempt(),
                    row.workflow(),
                    row.signalId(),
                    row.modelVersion(),
                    row.probability(),
                    row.basis(),
                    row.createdAt(),
                    took.toNanos() / NANOS_OF_MS);
        }
    }

    private record ExportTold(@JsonUnwrapped Job job, String what, String format, long rows) {
        static ExportTold of(ExportJob export) {
            return new ExportTold(export.job(), export.what(), export.format(), export.rows());
        }
    }

    private record Reason(String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Judged(@Nullable String version, String verdict) {}

    private record Predictions(int predictions) {}

    private record Drift(String version, String feature, double psi, Instant at) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Version(String version, @Nullable String reason) {}

    private record Sharing(boolean share) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Rows(@Nullable String table, long rows) {}

    private record Key(String keyId) {}
}
