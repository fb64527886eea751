package io.neuralops.verticles.prediction;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.predict.Decimals;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Places;
import io.vertx.core.Future;

/** Scores stored features again, with the version that scored them, read and verified anew for that. */
public final class Replays {
    /** A model is loaded for each, so that only a few are made at a time. */
    private static final int AT_A_TIME = 4;

    private static final int OF_A_TENANT = 2;

    private final Database database;
    private final ModelStore models;
    private final ModelRegistry registry;
    private final Blocking blocking;
    private final Places places = new Places(AT_A_TIME, OF_A_TENANT, "too many predictions are being replayed");

    public Replays(Database database, ModelStore models, ModelRegistry registry, Blocking blocking) {
        this.database = database;
        this.models = models;
        this.registry = registry;
        this.blocking = blocking;
    }

    /** What comes of it; {@link Failure.Unavailable} if too many are being made. */
    public Future<Replay> of(Principal principal, PredictionRow prediction) {
        String version = prediction.modelVersion();
        float[] features = prediction.features();
        if (features == null) {
            return Future.succeededFuture(Replay.impossible(version, "no model was asked"));
        }
        return places.in(principal.tenant(), () -> again(principal, version, prediction, features));
    }

    private Future<Replay> again(Principal principal, String version, PredictionRow prediction, float[] features) {
        TenantId holder = Versions.holder(principal.tenant(), version);
        // Of the base model a tenant learns here no more than it was answered.
        return database.read(
                        holder.equals(principal.tenant()) ? principal : Principal.service(holder),
                        session -> models.find(session, holder, version))
                .compose(row -> row.isEmpty()
                        ? Future.succeededFuture(Replay.impossible(version, "there is no such model version any more"))
                        : replay(holder, row.get(), prediction, features));
    }

    private Future<Replay> replay(TenantId holder, ModelRow row, PredictionRow prediction, float[] features) {
        return registry.prepare(holder, row)
                .compose(model -> blocking.run(() -> scored(model, prediction, features))
                        .onComplete(done -> model.scorer().close()))
                .recover(cause ->
                        cause instanceof FailureException refused && refused.failure() instanceof Failure.Unavailable
                                ? Future.succeededFuture(Replay.impossible(
                                        row.version(), refused.failure().detail()))
                                : Future.failedFuture(cause));
    }

    private static Replay scored(ServedModel model, PredictionRow prediction, float[] features) {
        if (features.length != model.scorer().columns()) {
            return Replay.impossible(
                    model.version(),
                    "it takes " + model.scorer().columns() + " inputs, and " + features.length + " are stored");
        }
        float now = model.scorer().score(new float[][] {features}).probability(0);
        return Replay.of(model.version(), prediction.probability(), Decimals.asDouble(now));
    }
}
