package io.neuralops.verticles.training;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.JobStore;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SafetyStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.jobs.JobKind;
import io.neuralops.verticles.jobs.Jobs;
import io.neuralops.verticles.jobs.Worker;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.SteppedClock;
import io.neuralops.verticles.prediction.ModelArtifacts;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.neuralops.verticles.prediction.ModelSeals;
import io.neuralops.verticles.safety.SafetyPolicy;
import io.neuralops.verticles.secrets.FileSecrets;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** The real services of a process that trains. */
final class Trainings {
    final Queue<Event> told = new ConcurrentLinkedQueue<>();
    final TrainingNews news = new TrainingNews();
    final RunStore runs = new RunStore();
    final ModelStore models = new ModelStore();
    final ModelArtifacts artifacts;
    final ModelRegistry registry;
    final Jobs jobs;
    final TrainingService training;
    final TrainingSchedule schedule;

    private final Database database;
    private final SteppedClock clock;
    /** Told of each event while it is published. */
    volatile Consumer<Event> listener = event -> {};

    Trainings(Vertx vertx, Database database, Path home, SteppedClock clock, Worker worker, Triggers triggers) {
        this.database = database;
        this.clock = clock;
        Json json = new Json();
        Events events = new Events(List.of(told::add, news, event -> listener.accept(event)));
        Blocking blocking = new Blocking(vertx);
        artifacts = new ModelArtifacts(home.resolve("models"));
        ModelSeals seals = new ModelSeals(new FileSecrets(home.resolve("keys")).signer(), json);
        registry = new ModelRegistry(blocking, database, models, artifacts, seals, json, events);
        Challengers challengers = new Challengers(
                database,
                models,
                artifacts,
                seals,
                registry,
                new SafetyPolicy(database, new SafetyStore()),
                blocking,
                json,
                events);
        JobStore store = new JobStore();
        jobs = new Jobs(JobKind.TRAIN, database, store, worker, blocking, clock);
        training = new TrainingService(
                database,
                runs,
                new SignalStore(),
                challengers,
                jobs,
                new Workbench(
                        Blocking.computing(vertx, "training-" + worker.process(), 1), 1, new Callers(System::nanoTime)),
                events,
                clock,
                () -> UUID.randomUUID().toString(),
                () -> 1,
                "test");
        schedule = new TrainingSchedule(database, runs, store, training, news, triggers, 1, blocking, clock);
    }

    /** Records runs that ended, a minute apart, the last just now; what was risky failed more. */
    void record(TenantId tenant, String name, int count) {
        record(tenant, name, count, false);
    }

    /** The same; what was risky failed less. */
    void recordTurned(TenantId tenant, String name, int count) {
        record(tenant, name, count, true);
    }

    private void record(TenantId tenant, String name, int count, boolean turned) {
        Random random = new Random(11);
        Instant last = clock.instant();
        List<Run> reports = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean risky = random.nextInt(10) < 4;
            boolean failed = random.nextInt(10) < (risky == turned ? 1 : 8);
            Instant start = last.minus(Duration.ofMinutes(count - i));
            reports.add(new Run(
                    name + i,
                    1,
                    "w",
                    failed ? RunStatus.FAILURE : RunStatus.SUCCESS,
                    start,
                    start.plusSeconds(30),
                    start.plusSeconds(30),
                    30_000L,
                    null,
                    null,
                    null,
                    Map.of(),
                    Map.of("change", risky ? "risky" : "plain")));
        }
        Principal principal = Principal.service(tenant);
        for (int from = 0; from < count; from += 500) {
            List<Run> part = reports.subList(from, Math.min(count, from + 500));
            database.tx(principal, session -> runs.record(session, tenant, part))
                    .await();
        }
        news.accept(new Event.RunFinished(tenant, reports.getLast()));
    }

    int versions(TenantId tenant) {
        return database.read(Principal.service(tenant), session -> models.count(session, tenant))
                .await();
    }
}
