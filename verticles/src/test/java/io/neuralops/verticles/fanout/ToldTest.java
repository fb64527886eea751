package io.neuralops.verticles.fanout;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.ExportJob;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What listeners are told of each event. */
class ToldTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant AT = Instant.parse("2025-06-02T12:00:00Z");
    private static final Json JSON = new Json();
    private static final Run RUN = new Run(
            "r1",
            2,
            "web/build",
            RunStatus.FAILURE,
            AT,
            AT.plusSeconds(60),
            AT.plusSeconds(61),
            60_000L,
            new BigDecimal("1.5"),
            "SECRET-owner",
            "SECRET-error",
            Map.of("SECRET-metric", 1.0),
            Map.of("team", "SECRET-label"));
    private static final Signal SIGNAL = new Signal(
            "s1",
            "r1",
            "ledger",
            "alert",
            "slow",
            0.5,
            Severity.CRITICAL,
            SignalState.FIRING,
            AT,
            AT,
            Map.of("host", "SECRET-label"));
    private static final Incident INCIDENT = new Incident(
            "i1",
            "ledger",
            null,
            "statuspage",
            IncidentSeverity.MAJOR,
            AT,
            AT.plusSeconds(90),
            Map.of("title", "SECRET-title"));
    private static final Job JOB =
            new Job("j1", "training", Job.Trigger.DEMAND, Job.State.RUNNING, 0.5, "reading", AT, null, null, null);
    private static final PredictionRow PREDICTION = new PredictionRow(
            new UUID(1, 2),
            "r1",
            1,
            "web/build",
            null,
            "v1",
            0.25,
            "workflow_history",
            new io.neuralops.sql.Json("{\"summary\":\"SECRET-summary\"}"),
            new float[] {1},
            AT,
            null,
            null);

    private static final PerfWindow WINDOW = PerfWindow.of(
            "night",
            "ledger",
            "GET /",
            AT,
            AT.plusSeconds(10),
            100,
            1,
            new Latencies(1.0, 2.0, 3.0, 4.0, 5.0),
            9.9,
            Verdict.PASS,
            PerfSource.PROFILER,
            null);

    private static final List<Event> EVENTS = List.of(
            new Event.RunRecorded(ACME, RUN),
            new Event.RunFinished(ACME, RUN),
            new Event.SignalRecorded(ACME, SIGNAL),
            new Event.IncidentRecorded(ACME, INCIDENT),
            new Event.PerfMeasured(ACME, WINDOW),
            new Event.PredictionMade(ACME, PREDICTION, Duration.ofNanos(1_500_000)),
            new Event.PredictionFailed(ACME, "Internal"),
            new Event.FeedbackGiven(ACME, "real"),
            new Event.ShadowScored(ACME, 3),
            new Event.ShadowDropped(ACME, 4),
            new Event.TrainingProgressed(ACME, JOB),
            new Event.TrainingEnded(ACME, JOB, Duration.ofSeconds(1)),
            new Event.ExportProgressed(ACME, new ExportJob(JOB, "runs", "csv", 7)),
            new Event.ExportEnded(ACME, new ExportJob(JOB, "runs", "csv", 9), Duration.ofSeconds(1)),
            new Event.ChallengerJudged(ACME, "v2", "promoted"),
            new Event.DriftFound(ACME, "v2", "recent_rate", 0.5, AT),
            new Event.ModelActivated(ACME, "v2"),
            new Event.ModelRefused(ACME, "v2", "signature"),
            new Event.SharingSettled(ACME, true),
            new Event.RowsExpired(ACME, "predictions", 5),
            new Event.PersonForgotten(ACME, 6),
            new Event.KeyRotated(ACME, "k2"),
            new Event.AnswerReplayed(ACME),
            new Event.RequestRefused(ACME, "rate_limited"),
            new Event.KeyRefused(ACME, "in_flight"));

    @Test
    void noEventIsMissingHereAndEachKindHasOne() {
        assertThat(EVENTS.stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Event.class.getPermittedSubclasses()));
        assertThat(EVENTS.stream().map(event -> Told.of(event).kind())).containsAll(EnumSet.allOf(EventKind.class));
    }

    @Test
    void theirJsonIsSmallAndNamesNobodyAndQuotesNoText() {
        for (Event event : EVENTS) {
            String json = JSON.write(Told.of(event).body());

            assertThat(json).startsWith("{").hasSizeLessThan(1_024).doesNotContain("SECRET", "acme", "null,\"Id");
        }
        assertThat(JSON.write(Told.of(EVENTS.get(1)).body()))
                .isEqualTo(
                        "{\"run_id\":\"r1\",\"attempt\":2,\"workflow\":\"web/build\",\"status\":\"failure\","
                                + "\"started_at\":\"2025-06-02T12:00:00Z\",\"finished_at\":\"2025-06-02T12:01:00Z\",\"duration_ms\":60000}");
        assertThat(JSON.write(Told.of(EVENTS.get(5)).body())).contains("\"probability\":0.25", "\"took_ms\":1.5");
        assertThat(JSON.write(Told.of(new Event.PerfMeasured(ACME, WINDOW)).body()))
                .as("as GET /perf has it")
                .contains("\"errors\":1,\"p50_ms\":1.0,\"p95_ms\":2.0,\"p99_ms\":3.0");
        assertThat(JSON.write(Told.of(new Event.ExportProgressed(ACME, new ExportJob(JOB, "runs", "csv", 7)))
                        .body()))
                .startsWith("{\"id\":\"j1\",\"kind\"")
                .endsWith("\"what\":\"runs\",\"format\":\"csv\",\"rows\":7}");
        assertThat(JSON.write(Told.of(new Event.AnswerReplayed(ACME)).body())).isEqualTo("{}");
    }

    /** Whoever listens has written these names down. */
    @Test
    void namesOfKindsStay() {
        assertThat(Arrays.stream(EventKind.values()).map(EventKind::label))
                .containsExactly(
                        "run",
                        "run_finished",
                        "signal",
                        "incident",
                        "perf",
                        "prediction",
                        "prediction_failed",
                        "feedback",
                        "shadow",
                        "shadow_dropped",
                        "training",
                        "export",
                        "challenger",
                        "drift",
                        "model",
                        "model_refused",
                        "sharing",
                        "retention",
                        "answer_replayed",
                        "request_refused",
                        "key_refused",
                        "person_forgotten",
                        "key_rotated");
        for (EventKind kind : EventKind.values()) {
            assertThat(EventKind.named(kind.label())).hasValue(kind);
        }
        assertThat(EventKind.named("RUN")).isEmpty();
    }
}
