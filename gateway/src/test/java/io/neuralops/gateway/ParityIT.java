package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.demo.Report;
import io.neuralops.gateway.demo.Simulation;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.Replay;
import io.neuralops.models.train.Trainer;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.Predict;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.PseudonymKeyring;
import io.neuralops.verticles.secrets.Secrets;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Serving computes the vector that training learns from. A history is lived through: at the start of each run it is asked
 * about, knowing what was known by then and nothing more; afterwards the whole is replayed, as training does it.
 */
class ParityIT {
    private static final int ASKED = 2_000;
    private static final Principal PRINCIPAL = Principal.service(TenantId.LOCAL);

    private final Json json = new Json();
    private final Map<UUID, String> asked = new HashMap<>();

    @Test
    void servingComputesTheVectorsThatTrainingLearnsFrom(@TempDir Path home) {
        List<Report> reports = new Simulation(11, Instant.parse("2025-06-01T00:00:00Z"), Duration.ofDays(45)).reports();
        List<RecordRun> questions = reports.stream()
                .filter(Report.OfRun.class::isInstance)
                .map(report -> ((Report.OfRun) report).run())
                .filter(run -> run.status().labelled())
                .sorted(Comparator.comparing(RecordRun::startedAt))
                .toList();
        List<RecordRun> later = questions.subList(questions.size() - ASKED, questions.size());

        SettableClock clock = new SettableClock(reports.getFirst().knownAt());
        try (TestService service = TestService.start(home, Map.of(), clock)) {
            Past past = new Past(reports, service);
            past.tellUntil(later.getFirst().startedAt());
            assertThat(service.local().train()).isEqualTo("v1");
            for (RecordRun run : later) {
                past.tellUntil(run.startedAt());
                ask(service, run);
            }
            past.tellUntil(Instant.MAX);
        }

        compare(home);
    }

    /** Tells the service what became known, at the time it became known. */
    private final class Past {
        private final List<Report> reports;
        private final TestService service;
        private int told;

        Past(List<Report> reports, TestService service) {
            this.reports = reports;
            this.service = service;
        }

        /** Everything known before a moment, at which the clock then stands. */
        void tellUntil(Instant moment) {
            List<String> runs = new ArrayList<>();
            List<String> signals = new ArrayList<>();
            while (told < reports.size() && reports.get(told).knownAt().isBefore(moment)) {
                switch (reports.get(told++)) {
                    case Report.OfRun report -> runs.add(json.write(report.run()));
                    case Report.OfSignal report -> signals.add(json.write(report.signal()));
                }
            }
            service.clock().set(moment.equals(Instant.MAX) ? reports.getLast().knownAt() : moment);
            send("/runs", runs);
            send("/signals", signals);
        }

        private void send(String path, List<String> lines) {
            if (!lines.isEmpty()) {
                service.local().postLines(path, lines);
            }
        }
    }

    private void ask(TestService service, RecordRun run) {
        Predict question = new Predict(
                run.runId(), run.attempt(), run.workflow(), run.startedAt(), run.metrics(), run.labels(), null);
        JsonNode answer = service.local().post("/predict", json.write(question)).json(200);
        assertThat(answer.path("model_version").asText()).isEqualTo("v1");
        asked.put(UUID.fromString(answer.path("id").asText()), run.runId() + "/" + run.attempt());
    }

    private void compare(Path home) {
        Vertx vertx = Vertx.vertx();
        Secrets keys = new FileSecrets(home.resolve("keys"));
        Redactors redactors =
                new Redactors(new PseudonymKeyring(keys, new SecureRandom()), new Blocking(vertx), System::nanoTime);
        Storage storage = Storage.of(vertx, TestService.config(home, Map.of()), keys, redactors, Clock.systemUTC());
        Database database = storage.database();
        try {
            storage.opening().get().await();
            List<Run> runs = new ArrayList<>();
            List<Signal> signals = new ArrayList<>();
            ModelRow model = database.read(
                            PRINCIPAL,
                            session -> new RunStore()
                                    .forEach(session, TenantId.LOCAL, runs::add)
                                    .compose(
                                            n -> new SignalStore().forEachChange(session, TenantId.LOCAL, signals::add))
                                    .compose(n -> new ModelStore().active(session, TenantId.LOCAL)))
                    .await()
                    .orElseThrow();
            assertThat(runs)
                    .filteredOn(run -> run.status() == RunStatus.CANCELLED)
                    .isNotEmpty();
            assertThat(signals).isNotEmpty();

            FeatureSchema schema = json.read(model.schema().text(), FeatureSchema.class);
            List<Example> examples = Replay.examples(runs, signals);
            float[][] vectors = Trainer.rawVectors(schema, examples);
            Map<String, float[]> trained = new HashMap<>();
            for (int i = 0; i < vectors.length; i++) {
                Run run = examples.get(i).run();
                trained.put(run.runId() + "/" + run.attempt(), vectors[i]);
            }
            assertThat(asked).hasSize(ASKED);
            asked.forEach((id, run) -> assertThat(served(database, id))
                    .as("the vector of run " + run + " "
                            + schema.columns().stream()
                                    .map(column -> column.name())
                                    .toList())
                    .containsExactly(trained.get(run)));
        } finally {
            database.close().await();
            vertx.close().await();
        }
    }

    private static float[] served(Database database, UUID id) {
        return database.read(PRINCIPAL, session -> new PredictionStore().find(session, TenantId.LOCAL, id))
                .await()
                .orElseThrow()
                .features();
    }
}
