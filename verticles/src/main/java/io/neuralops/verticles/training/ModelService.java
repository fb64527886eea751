package io.neuralops.verticles.training;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.verticles.operation.Cursor;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Page;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.vertx.core.Future;
import java.util.Optional;

/** Lists model versions, shows one, and makes one the active one. */
public final class ModelService {
    private final Database database;
    private final ModelStore models;
    private final ModelRegistry registry;
    private final Events events;

    public ModelService(Database database, ModelStore models, ModelRegistry registry, Events events) {
        this.database = database;
        this.models = models;
        this.registry = registry;
        this.events = events;
    }

    /** Versions, the newest first. */
    public Future<Page<ModelView>> list(Principal principal, ListModels query) {
        int limit = Cursor.limit(query.limit());
        return database.read(
                        principal,
                        session -> models.page(
                                session, principal.tenant(), Cursor.paging(principal.tenant(), limit, query.cursor())))
                .map(rows -> Page.of(
                        principal.tenant(),
                        rows,
                        limit,
                        stored -> ModelView.of(stored.model()),
                        ModelStore.Stored::position));
    }

    /** One version. */
    public Future<ModelView> get(Principal principal, NamedModel query) {
        return database.read(principal, session -> models.find(session, principal.tenant(), query.version()))
                .map(row -> ModelView.of(found(row)));
    }

    /** Makes a version answer from now on; one that can't be loaded leaves everything as it was. */
    public Future<ModelView> activate(Principal principal, NamedModel command) {
        TenantId tenant = principal.tenant();
        return database.read(principal, session -> models.find(session, tenant, command.version()))
                .map(ModelService::found)
                .compose(row -> registry.prepare(tenant, row)
                        .compose(model -> database.tx(
                                principal,
                                session -> models.activate(session, tenant, row.version()),
                                done -> registry.activate(tenant, model)))
                        .map(done -> {
                            events.publish(new Event.ModelActivated(tenant, row.version()));
                            return ModelView.of(row.activated());
                        }));
    }

    private static ModelRow found(Optional<ModelRow> row) {
        return row.orElseThrow(() -> new Failure.NotFound("there is no such model version").asException());
    }
}
