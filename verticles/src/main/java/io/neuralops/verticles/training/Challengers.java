package io.neuralops.verticles.training;

import io.neuralops.models.evaluate.Evaluation;
import io.neuralops.models.evaluate.Verdict;
import io.neuralops.models.onnx.OnnxGraph;
import io.neuralops.models.onnx.RefusedModel;
import io.neuralops.models.signing.ModelSeal;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.prediction.ModelArtifacts;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.neuralops.verticles.prediction.ModelSeals;
import io.neuralops.verticles.prediction.ServedModel;
import io.neuralops.verticles.prediction.Versions;
import io.neuralops.verticles.safety.Action;
import io.neuralops.verticles.safety.SafetyPolicy;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings versions into the world: the artifact, its signature, the row; and puts one in the champion's place if it earned that and
 * need not wait for a person.
 */
public final class Challengers {
    private static final String KIND = "failure";

    private final Database database;
    private final ModelStore models;
    private final ModelArtifacts artifacts;
    private final ModelSeals seals;
    private final ModelRegistry registry;
    private final SafetyPolicy safety;
    private final Blocking blocking;
    private final Json json;
    private final Events events;

    /** Wires it. */
    public Challengers(
            Database database,
            ModelStore models,
            ModelArtifacts artifacts,
            ModelSeals seals,
            ModelRegistry registry,
            SafetyPolicy safety,
            Blocking blocking,
            Json json,
            Events events) {
        this.database = database;
        this.models = models;
        this.artifacts = artifacts;
        this.seals = seals;
        this.registry = registry;
        this.safety = safety;
        this.blocking = blocking;
        this.json = json;
        this.events = events;
    }

    /** Whom the next challenger of a tenant meets; to be closed. */
    Future<Opponent> opponent(Principal principal) {
        TenantId tenant = principal.tenant();
        return database.read(principal, session -> models.active(session, tenant))
                .compose(active -> active.isEmpty()
                        ? Future.succeededFuture(new Opponent.Nobody())
                        : opponent(tenant, active.get()));
    }

    private Future<Opponent> opponent(TenantId tenant, ModelRow active) {
        // The provenance first: what can be opened is closed by whoever has it then.
        return Future.succeededFuture(active.provenance().text())
                .map(text -> json.read(text, Provenance.class).to())
                .compose(learnedUntil -> registry.examine(tenant, active)
                        .<Opponent>map(model -> new Opponent.Champion(model, learnedUntil)))
                .recover(cause -> unloadable(active, cause));
    }

    /**
     * That the file isn't what it has to be, or that it doesn't say what it learned from, is so for good. That it could not be looked
     * at now (the keys are with a Vault that is away, too many files are open) says nothing about it, and the training is done later.
     */
    private static Future<Opponent> unloadable(ModelRow active, Throwable cause) {
        return cause instanceof RefusedModel || cause instanceof IllegalArgumentException
                ? Future.succeededFuture(new Opponent.Unloadable(active.version()))
                : Future.failedFuture(cause);
    }

    /** Something that is stored in the same transaction as a version. */
    @FunctionalInterface
    interface Together {
        Future<Void> store(Session session, String version);
    }

    /** Stores what came of a training as the next version. What fails leaves no file behind. */
    Future<ModelRow> store(Principal principal, Trained trained, Instant now, Together together) {
        TenantId tenant = principal.tenant();
        // Set while nothing but the commit is to come, of which may not be known what became.
        AtomicBoolean committing = new AtomicBoolean();
        return safety.mayDo(tenant, Action.MODEL_ACTIVATE)
                .compose(alone -> database.read(principal, session -> models.count(session, tenant))
                        .compose(count -> blocking.run(() -> row(Versions.next(tenant, count), tenant, trained, now)))
                        // Loaded from the disk as it will be later: what can't be served is no version.
                        .compose(row -> registry.prepare(tenant, row)
                                .compose(model -> database.tx(
                                                principal,
                                                session -> {
                                                    committing.set(false);
                                                    return together.store(session, row.version())
                                                            .compose(done ->
                                                                    insert(session, tenant, row, trained, alone))
                                                            .onSuccess(done -> committing.set(true));
                                                },
                                                stored -> serve(tenant, stored, model))
                                        .onFailure(e -> model.scorer().close()))
                                .recover(cause -> committing.get()
                                        ? Future.failedFuture(cause)
                                        : discard(principal, row, cause))))
                .onSuccess(row ->
                        events.publish(new Event.ChallengerJudged(tenant, row.version(), label(trained.verdict()))));
    }

    /**
     * The file of a version of which no row tells is deleted. Where that can't be asked it stays until the next takes its name; so
     * it does where the commit failed, since the row may come to light yet.
     */
    private Future<ModelRow> discard(Principal principal, ModelRow row, Throwable cause) {
        return database.read(principal, session -> models.find(session, principal.tenant(), row.version()))
                .compose(there -> there.isPresent()
                        ? Future.succeededFuture(false)
                        : blocking.run(() -> artifacts.discard(principal.tenant(), row.version())))
                .transform(done -> Future.failedFuture(cause));
    }

    private static String label(Verdict verdict) {
        // Of the first the baselines judge, on as many runs as there are; of one without runs nobody did.
        return verdict.promoted() ? "promoted" : verdict.runs() > 0 ? "rejected" : "not_judged";
    }

    private void serve(TenantId tenant, ModelRow stored, ServedModel model) {
        if (stored.active()) {
            registry.activate(tenant, model);
            events.publish(new Event.ModelActivated(tenant, stored.version()));
        } else {
            model.scorer().close();
        }
    }

    /** The first of a tenant takes nobody's place, so it waits for nobody: the failure rate answers until then. */
    private Future<ModelRow> insert(Session session, TenantId tenant, ModelRow row, Trained trained, boolean alone) {
        return models.active(session, tenant).compose(active -> {
            String champion = active.map(ModelRow::version).orElse(null);
            boolean earned = trained.verdict().promoted()
                    && Optional.ofNullable(trained.verdict().champion()).equals(Optional.ofNullable(champion));
            Future<Integer> stored = models.insert(session, tenant, row)
                    .compose(done -> models.keepQuality(session, tenant, row.version(), json.write(trained.quality())));
            return earned && (champion == null || alone)
                    ? stored.compose(done -> models.activate(session, tenant, row.version(), champion))
                            .map(row.activated(champion))
                    : stored.map(row);
        });
    }

    /** Where there is nobody to sign, such as with a Vault that is away, there is no version, and no file either. */
    private String signed(ModelSeal seal) {
        try {
            return seals.sign(seal);
        } catch (RuntimeException away) {
            artifacts.discard(seal.tenant(), seal.version());
            throw away;
        }
    }

    private ModelRow row(String version, TenantId tenant, Trained trained, Instant now) {
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
                KIND,
                holdout.map(Evaluation::accuracy).filter(Double::isFinite).orElse(null),
                holdout.map(e -> e.model().rocAuc()).filter(Double::isFinite).orElse(null),
                holdout.map(e -> e.model().brier()).filter(Double::isFinite).orElse(null),
                holdout.map(e -> e.model().ece()).filter(Double::isFinite).orElse(null),
                new io.neuralops.sql.Json(holdout.map(json::write).orElse("{}")),
                checksum,
                signed(new ModelSeal(tenant, version, checksum)),
                new io.neuralops.sql.Json(schema),
                new io.neuralops.sql.Json(provenance),
                now,
                false,
                new io.neuralops.sql.Json(json.write(trained.verdict())),
                null);
    }
}
