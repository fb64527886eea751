package io.neuralops.verticles.prediction;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.verticles.tenancy.Withdrawal;
import io.vertx.core.Future;

/** The base model, which is kept as the platform's. */
public final class BaseModel implements Withdrawal {
    private final ModelStore models;
    private final ModelRegistry registry;

    public BaseModel(ModelStore models, ModelRegistry registry) {
        this.models = models;
        this.registry = registry;
    }

    @Override
    public Future<Integer> retire(Session session) {
        return models.active(session, TenantId.PLATFORM)
                // What the platform trained before there was a base model is its own.
                .compose(active ->
                        active.filter(model -> Versions.isBase(model.version())).isPresent()
                                ? models.retire(session, TenantId.PLATFORM)
                                : Future.succeededFuture(0));
    }

    @Override
    public void forget() {
        registry.forget(TenantId.PLATFORM);
    }
}
