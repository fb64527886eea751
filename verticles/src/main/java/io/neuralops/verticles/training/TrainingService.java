package io.neuralops.verticles.training;

import io.neuralops.models.evaluate.Evaluation;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.onnx.OnnxGraph;
import io.neuralops.models.run.Run;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signing.ModelSeal;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.ModelArtifacts;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.neuralops.verticles.prediction.ModelSeals;
import io.neuralops.verticles.prediction.ServedModel;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains models: reads a tenant's runs, fits, writes the artifact, stores the version, and makes the first one active. Later
 * versions wait to be activated. One training at a time for each tenant.
 */
public final class TrainingService {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingService.class);
    private static final String KIND = "train";
    private static final String MODEL_KIND = "failure";

    private final Database database;
    private final RunStore runs;
    private final SignalStore signals;
    private final ModelStore models;
    private final ModelArtifacts artifacts;
    private final ModelSeals seals;
    private final ModelRegistry registry;
    private final Blocking blocking;
    private final Json json;
    private final Events events;
    private final Clock clock;
    private final Supplier<String> ids;
    private final String codeVersion;
    private final Jobs jobs;

    /** Wires the service. {@code codeVersion} is written into each model's provenance. */
    public TrainingService(
            Database database,
            RunStore runs,
            SignalStore signals,
            ModelStore models,
            ModelArtifacts artifacts,
            ModelSeals seals,
            ModelRegistry registry,
            Blocking blocking,
            Json json,
            Events events,
            Clock clock,
            Supplier<String> ids,
            String codeVersion) {
        this.database = database;
        this.runs = runs;
        this.signals = signals;
        this.models = models;
        this.artifacts = artifacts;
        this.seals = seals;
        this.registry = registry;
        this.blocking = blocking;
        this.json = json;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
        this.codeVersion = codeVersion;
        this.jobs = new Jobs(clock);
    }

    /** Starts a training; {@link Failure.Conflict} if one is under way. */
    public Future<Job> start(Principal principal, Train command) {
        TenantId tenant = principal.tenant();
        String id = ids.get();
        Optional<Job> started = jobs.start(tenant, KIND, id);
        if (started.isEmpty()) {
            String running = jobs.running(tenant, KIND).map(Job::id).orElse("just ended");
            return Future.failedFuture(
                    new Failure.Conflict("a training is under way already: job " + running).asException());
        }
        Instant begun = clock.instant();
        train(principal, id).onComplete(result -> {
            if (result.succeeded()) {
                jobs.succeed(id, result.result());
            } else {
                jobs.fail(id, reason(result.cause()));
            }
            Duration took = Duration.between(begun, clock.instant());
            events.publish(new Event.TrainingEnded(tenant, result.succeeded(), took));
        });
        return Future.succeededFuture(started.get());
    }

    /** How a job stands. */
    public Future<Job> job(Principal principal, GetJob query) {
        return jobs.find(principal.tenant(), query.id())
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(
                        new Failure.NotFound("there is no job of this id (any more)").asException()));
    }

    /** Whether a training of the tenant is under way. */
    public boolean running(TenantId tenant) {
        return jobs.running(tenant, KIND).isPresent();
    }

    /** Forgets the tenant's jobs. */
    public void forget(TenantId tenant) {
        jobs.forget(tenant);
    }

    private Future<String> train(Principal principal, String job) {
        TenantId tenant = principal.tenant();
        List<Run> history = new ArrayList<>();
        List<Signal> changes = new ArrayList<>();
        jobs.progress(job, 0.05, "reading runs");
        TrainingRun computing = new TrainingRun(codeVersion, (done, step) -> jobs.progress(job, done, step));
        return database.read(
                        principal,
                        session -> runs.forEach(session, tenant, history::add)
                                .compose(n -> signals.forEachChange(session, tenant, changes::add)))
                .compose(n -> blocking.run(() -> computing.train(tenant.value(), history, changes, now())))
                .compose(trained -> save(principal, trained, job));
    }

    private Future<String> save(Principal principal, Trained trained, String job) {
        TenantId tenant = principal.tenant();
        jobs.progress(job, 0.9, "storing the model");
        return database.read(principal, session -> models.count(session, tenant))
                .compose(count -> blocking.run(() -> row("v" + (count + 1), tenant, trained)))
                .compose(row -> registry.prepare(tenant, row)
                        .compose(model -> database.tx(
                                principal,
                                session -> insert(session, tenant, row),
                                stored -> activateIfFirst(tenant, stored, model))))
                .map(ModelRow::version);
    }

    private void activateIfFirst(TenantId tenant, ModelRow stored, ServedModel model) {
        if (stored.active()) {
            registry.activate(tenant, model);
            events.publish(new Event.ModelActivated(tenant, stored.version()));
        } else {
            model.scorer().close();
        }
    }

    private ModelRow row(String version, TenantId tenant, Trained trained) {
        String schema = json.write(trained.model().schema());
        String provenance = json.write(trained.provenance());
        Map<String, String> carried = Map.of(
                ModelRegistry.SCHEMA,
                schema,
                ModelRegistry.THRESHOLD,
                Double.toString(trained.model().threshold()),
                "provenance",
                provenance);
        String checksum = artifacts.write(tenant, version, OnnxGraph.write(trained.model(), carried));
        Optional<Evaluation> holdout = trained.holdout();
        return new ModelRow(
                version,
                MODEL_KIND,
                holdout.map(Evaluation::accuracy).filter(Double::isFinite).orElse(null),
                holdout.map(e -> e.model().rocAuc()).filter(Double::isFinite).orElse(null),
                holdout.map(e -> e.model().brier()).filter(Double::isFinite).orElse(null),
                holdout.map(e -> e.model().ece()).filter(Double::isFinite).orElse(null),
                new io.neuralops.sql.Json(holdout.map(json::write).orElse("{}")),
                checksum,
                seals.sign(new ModelSeal(tenant, version, checksum)),
                new io.neuralops.sql.Json(schema),
                new io.neuralops.sql.Json(provenance),
                now(),
                false);
    }

    /** Stores the version; the first one of a tenant is active at once, since nothing answers yet. */
    private Future<ModelRow> insert(Session session, TenantId tenant, ModelRow row) {
        return models.active(session, tenant).compose(active -> {
            ModelRow stored = active.isPresent() ? row : row.activated();
            return models.insert(session, tenant, stored).map(stored);
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof FailureException failure) {
            return failure.failure().detail();
        }
        LOG.error("a training failed", cause);
        return "the training failed; the log says why";
    }
}
