package io.neuralops.verticles.isolation;

import io.neuralops.sql.Database;
import io.neuralops.sql.store.ErasureStore;
import io.neuralops.sql.store.ExportStore;
import io.neuralops.sql.store.FeedbackStore;
import io.neuralops.sql.store.IdempotencyStore;
import io.neuralops.sql.store.IncidentStore;
import io.neuralops.sql.store.IncidentTimesStore;
import io.neuralops.sql.store.JobStore;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.PerfStore;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SafetyStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.analytics.IncidentReports;
import io.neuralops.verticles.cache.Keeping;
import io.neuralops.verticles.cache.LocalCache;
import io.neuralops.verticles.erasure.ErasureService;
import io.neuralops.verticles.erasure.NoNumbers;
import io.neuralops.verticles.erasure.Rows;
import io.neuralops.verticles.export.ExportService;
import io.neuralops.verticles.export.ExportWork;
import io.neuralops.verticles.export.FileTarget;
import io.neuralops.verticles.idempotency.IdempotencyService;
import io.neuralops.verticles.idempotency.KeptAnswers;
import io.neuralops.verticles.idempotency.Owner;
import io.neuralops.verticles.insight.HistoryIndex;
import io.neuralops.verticles.insight.IncidentService;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.insight.RunService;
import io.neuralops.verticles.jobs.JobKind;
import io.neuralops.verticles.jobs.Jobs;
import io.neuralops.verticles.jobs.Worker;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.ModelArtifacts;
import io.neuralops.verticles.prediction.ModelMemories;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.neuralops.verticles.prediction.ModelSeals;
import io.neuralops.verticles.prediction.PredictionDetails;
import io.neuralops.verticles.prediction.PredictionService;
import io.neuralops.verticles.prediction.Replays;
import io.neuralops.verticles.prediction.RiskService;
import io.neuralops.verticles.profiler.PerfQueries;
import io.neuralops.verticles.quality.ModelCards;
import io.neuralops.verticles.rollup.Prices;
import io.neuralops.verticles.safety.SafetyPolicy;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.PseudonymKeySource;
import io.neuralops.verticles.training.Callers;
import io.neuralops.verticles.training.Challengers;
import io.neuralops.verticles.training.ModelService;
import io.neuralops.verticles.training.TrainingService;
import io.neuralops.verticles.training.Workbench;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The real services on a database, with the keys that a test gives. */
final class Wiring {
    final Json json = new Json();
    final Canary canary;
    final IsolationService isolation;

    Wiring(Vertx vertx, Database database, Path home, PseudonymKeySource pseudonymKeys) {
        Clock clock = Clock.systemUTC();
        Events events = new Events(List.of());
        Blocking blocking = new Blocking(vertx);
        RunStore runStore = new RunStore();
        SignalStore signalStore = new SignalStore();
        ModelStore modelStore = new ModelStore();
        PredictionStore predictionStore = new PredictionStore();
        ModelArtifacts artifacts = new ModelArtifacts(home.resolve("models"));
        Redactors redactors = new Redactors(pseudonymKeys, blocking, System::nanoTime);
        HistoryIndex index = new HistoryIndex(database, runStore, signalStore);
        ModelSeals seals = new ModelSeals(new FileSecrets(home.resolve("keys")).signer(), json);
        ModelRegistry registry = new ModelRegistry(blocking, database, modelStore, artifacts, seals, json, events);
        RunService runs = new RunService(database, runStore, index, redactors, new Prices(database), events, clock);
        PredictionService predictions = new PredictionService(
                vertx,
                database,
                predictionStore,
                runStore,
                index,
                registry,
                redactors,
                json,
                events,
                clock,
                UUID::randomUUID);
        IdempotencyService idempotency = new IdempotencyService(
                database, new IdempotencyStore(), blocking, events, clock, new Owner("test", true));
        Challengers challengers = new Challengers(
                database,
                modelStore,
                artifacts,
                seals,
                registry,
                new SafetyPolicy(database, new SafetyStore()),
                blocking,
                json,
                events);
        TrainingService training = new TrainingService(
                database,
                runStore,
                signalStore,
                challengers,
                new Jobs(JobKind.TRAIN, database, new JobStore(), new Worker("test", true), blocking, clock),
                new Workbench(blocking, 1, new Callers(System::nanoTime)),
                events,
                clock,
                () -> UUID.randomUUID().toString(),
                () -> 1,
                "test");
        ExportService exports = new ExportService(
                database,
                new Jobs(JobKind.EXPORT, database, new JobStore(), new Worker("test", true), blocking, clock),
                redactors,
                new ExportWork(new ExportStore(), new FileTarget(home.resolve("exports")), Optional.empty(), "test"),
                blocking,
                1,
                json,
                events,
                clock,
                () -> UUID.randomUUID().toString());
        ErasureService erasure = new ErasureService(
                database,
                redactors,
                new Rows(database, new ErasureStore(), blocking),
                new ModelMemories(database, modelStore, artifacts, seals, blocking),
                new KeptAnswers(database, new IdempotencyStore(), blocking),
                new NoNumbers(),
                index::forget,
                training::running,
                blocking,
                events,
                () -> UUID.randomUUID().toString());
        PredictionDetails details = new PredictionDetails(
                database, predictionStore, new FeedbackStore(), new Replays(database, modelStore, registry, blocking));
        canary = new Canary(database, System::nanoTime);
        isolation = new IsolationService(
                database,
                canary,
                List.of(
                        new ReadProbes(
                                predictions,
                                details,
                                runs,
                                new ModelService(database, modelStore, registry, json, events),
                                new ModelCards(database, modelStore, registry, blocking, json, clock)),
                        new IncidentProbes(
                                new IncidentService(database, new IncidentStore(), redactors, events, clock),
                                new IncidentReports(database, new IncidentTimesStore(), redactors, clock)),
                        new PerfProbes(new PerfQueries(database, new PerfStore(), redactors, blocking, clock)),
                        new StateProbes(
                                idempotency,
                                index,
                                registry,
                                redactors,
                                runs,
                                details,
                                new RiskService(index, registry, blocking, clock)),
                        new CacheProbes(new LocalCache(Keeping.usual(), System::nanoTime, () -> 0.5)),
                        new InputProbes(runs, training),
                        new ErasureProbes(erasure, runs),
                        new ExportProbes(database, exports)),
                new FileSecrets(home.resolve("keys")).signer(),
                blocking,
                json,
                clock,
                System::nanoTime);
    }
}
