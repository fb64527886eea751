package io.neuralops.verticles.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.verticles.operation.Cursor;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Page;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists model versions, shows one, and makes one the active one. */
public final class ModelService {
    private final Database database;
    private final ModelStore models;
    private final ModelRegistry registry;
    private final Json json;
    private final Events events;

    public ModelService(Database database, ModelStore models, ModelRegistry registry, Json json, Events events) {
        this.database = database;
        this.models = models;
        this.registry = registry;
        this.json = json;
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

    /** Makes a version answer from now on; one that can't be loaded or hasn't earned it leaves everything as it was. */
    public Future<ModelView> activate(Principal principal, ActivateModel command) {
        TenantId tenant = principal.tenant();
        return database.read(principal, session -> models.find(session, tenant, command.version()))
                .map(ModelService::found)
                .compose(row -> serve(
                        principal,
                        row,
                        session -> models.active(session, tenant)
                                .map(active -> predecessor(row, active, command.forced()))));
    }

    /** Returns to the version that answered before. */
    public Future<ModelView> rollBack(Principal principal, RollBack command) {
        TenantId tenant = principal.tenant();
        return database.read(
                        principal,
                        session -> models.active(session, tenant).compose(active -> {
                            String before = active.map(ModelRow::predecessor).orElse(null);
                            if (before == null) {
                                throw new Failure.Conflict("no version answered before this one").asException();
                            }
                            return models.find(session, tenant, before)
                                    .map(row -> new Return(active.orElseThrow().version(), found(row)));
                        }))
                .compose(back -> serve(
                        principal,
                        back.to(),
                        session -> models.active(session, tenant).map(active -> {
                            if (!active.map(ModelRow::version).equals(Optional.of(back.from()))) {
                                throw new Failure.Conflict("another version was activated meanwhile").asException();
                            }
                            // From there one can go back further, and not to what was just left.
                            return Optional.ofNullable(back.to().predecessor());
                        })));
    }

    private record Return(String from, ModelRow to) {}

    /** Loads a version and has it answer; {@code judging} gives what it follows, or refuses. */
    private Future<ModelView> serve(
            Principal principal, ModelRow row, Function<Session, Future<Optional<String>>> judging) {
        TenantId tenant = principal.tenant();
        return registry.prepare(tenant, row)
                .compose(model -> database.tx(
                                principal,
                                session -> judging.apply(session)
                                        .compose(before -> models.activate(
                                                        session, tenant, row.version(), before.orElse(null))
                                                .map(before)),
                                before -> registry.activate(tenant, model))
                        .onFailure(refused -> model.scorer().close()))
                .map(before -> {
                    events.publish(new Event.ModelActivated(tenant, row.version()));
                    return ModelView.of(row.activated(before.orElse(null)));
                });
    }

    private Optional<String> predecessor(ModelRow row, Optional<ModelRow> active, boolean forced) {
        String champion = active.map(ModelRow::version).orElse(null);
        if (row.version().equals(champion)) {
            // As it is now: the row was read before, and another may have activated it since.
            return active.map(ModelRow::predecessor);
        }
        if (!forced) {
            requireEarned(row, champion);
        }
        return Optional.ofNullable(champion);
    }

    /** Read as it was written: figures that were not numbers are null in it. */
    private void requireEarned(ModelRow row, @Nullable String champion) {
        io.neuralops.sql.Json stored = row.verdict();
        if (stored == null) {
            throw unearned(row, "it was never compared");
        }
        JsonNode verdict = json.read(stored.text(), JsonNode.class);
        if (!verdict.path("promoted").asBoolean()) {
            List<String> objections = new ArrayList<>();
            verdict.path("objections").forEach(objection -> objections.add(objection.asText()));
            throw unearned(row, String.join("; ", objections));
        }
        String met = verdict.path("champion").textValue();
        if (!Objects.equals(met, champion)) {
            throw unearned(
                    row,
                    "it was compared with " + (met == null ? "nobody" : met) + ", and "
                            + (champion == null ? "nobody" : champion) + " answers now");
        }
    }

    private static RuntimeException unearned(ModelRow row, String why) {
        return new Failure.Conflict(row.version() + " has not earned it: " + why
                        + ". With {\"force\":true} it answers all the same")
                .asException();
    }

    private static ModelRow found(Optional<ModelRow> row) {
        return row.orElseThrow(() -> new Failure.NotFound("there is no such model version").asException());
    }
}
