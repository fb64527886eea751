package io.neuralops.verticles.prediction;

import static io.neuralops.verticles.operation.Futures.then;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.feature.FeatureExtractor;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.onnx.ArtifactCheck;
import io.neuralops.models.onnx.OnnxScorer;
import io.neuralops.models.onnx.RefusedModel;
import io.neuralops.models.onnx.RefusedModel.Reason;
import io.neuralops.models.predict.Recommender;
import io.neuralops.models.signing.ModelSeal;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.SingleFlight;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active model of each tenant, loaded when first asked for. One that can't be loaded is tried again at the next asking,
 * so that mending the file is enough.
 */
public final class ModelRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ModelRegistry.class);
    private static final Principal PLATFORM = Principal.service(TenantId.PLATFORM);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    /** An event loop scores within a turn of looking the model up; by then nobody can be using a replaced one. */
    private static final long BASE_AGAIN_MS = 1_000;

    private static final long CLOSE_AFTER_MS = 60_000;

    /** Each holds some 0.2 MB outside the heap: 0.8 GB at the most, for four times the tenants that are promised. */
    private static final int MAX_SESSIONS = 4_096;

    /** Names of the texts that an artifact carries. */
    public static final String SCHEMA = "schema";

    public static final String THRESHOLD = "threshold";

    /** That a tenant has no model is remembered too. */
    private record Entry(Optional<ServedModel> model) {}

    private final AtomicBoolean baseFailed = new AtomicBoolean();
    private final Blocking blocking;
    private final Database database;
    private final ModelStore models;
    private final ModelArtifacts artifacts;
    private final ModelSeals seals;
    private final Json json;
    private final Events events;
    private final Cache<TenantId, Entry> active;
    private final SingleFlight<TenantId, Optional<ServedModel>> loading = new SingleFlight<>();
    /** How often something was forgotten: what was read before must not be kept after it. */
    private final AtomicLong forgotten = new AtomicLong();

    /** Wires the registry; it has loaded nothing yet. */
    public ModelRegistry(
            Blocking blocking,
            Database database,
            ModelStore models,
            ModelArtifacts artifacts,
            ModelSeals seals,
            Json json,
            Events events) {
        this.blocking = blocking;
        this.database = database;
        this.models = models;
        this.artifacts = artifacts;
        this.seals = seals;
        this.json = json;
        this.events = events;
        this.active = Caffeine.newBuilder()
                .maximumSize(MAX_SESSIONS)
                .removalListener(
                        (@Nullable TenantId tenant, @Nullable Entry entry, RemovalCause cause) -> closeLater(entry))
                .build();
        database.onDoubt(this::forget);
    }

    /** The model that answers for the principal's tenant; empty if none was trained. */
    public Future<Optional<ServedModel>> active(Principal principal) {
        Entry known = active.getIfPresent(principal.tenant());
        return known == null
                ? loading.run(principal.tenant(), () -> load(principal))
                : Future.succeededFuture(known.model());
    }

    /**
     * The same, and the base model where the tenant has none. That is a help, and no part of the tenant: where it can't be loaded,
     * of which the log and an event tell, it is as if there were none.
     */
    public Future<Optional<ServedModel>> answering(Principal principal) {
        Future<Optional<ServedModel>> own = active(principal);
        return own.succeeded() && own.result().isPresent() ? own : then(own, this::orBase);
    }

    private Future<Optional<ServedModel>> orBase(Optional<ServedModel> own) {
        if (own.isPresent() || baseFailed.get()) {
            return Future.succeededFuture(own);
        }
        return active(PLATFORM)
                .onFailure(cause -> waitForBase())
                .otherwise(Optional.empty())
                // What the platform trained before there was a base model knows names, and is not for others.
                .map(model -> model.filter(ServedModel::base));
    }

    /** Each question would read the file again, and fail again. */
    private void waitForBase() {
        baseFailed.set(true);
        blocking.later(BASE_AGAIN_MS, () -> baseFailed.set(false));
    }

    /** Loads a version without having it answer; fails if it can't be served. */
    public Future<ServedModel> prepare(TenantId tenant, ModelRow row) {
        return blocking.run(() -> open(tenant, row));
    }

    /** What is wrong with a version's file or signature, of which nobody else is told; empty if nothing is. */
    public Future<Optional<String>> flaw(TenantId tenant, ModelRow row) {
        return blocking.run(() -> {
            try {
                verified(tenant, row);
                return Optional.empty();
            } catch (RefusedModel refused) {
                return Optional.of(refused.reason().label() + ": " + refused.getMessage());
            }
        });
    }

    /** The versions that answer and are in memory. */
    public Map<TenantId, String> versions() {
        Map<TenantId, String> versions = new HashMap<>();
        active.asMap().forEach((tenant, entry) -> entry.model().ifPresent(m -> versions.put(tenant, m.version())));
        return versions;
    }

    /**
     * The same for who has to tell a version that isn't what it has to be, {@link RefusedModel}, from one that can't be looked at
     * now.
     */
    public Future<ServedModel> examine(TenantId tenant, ModelRow row) {
        return blocking.run(() -> examined(tenant, row));
    }

    /** Has a prepared version answer from now on; to be called in the order of commits. */
    public void activate(TenantId tenant, ServedModel model) {
        active.put(tenant, new Entry(Optional.of(model)));
    }

    /** Forgets a tenant; who asks next has its model looked up anew. */
    public void forget(TenantId tenant) {
        forgotten.incrementAndGet();
        active.invalidate(tenant);
    }

    /** What was activated meanwhile is newer than what was read, and that is closed then. */
    private Optional<ServedModel> kept(TenantId tenant, Optional<ServedModel> opened) {
        Optional<ServedModel> kept = active.get(tenant, t -> new Entry(opened)).model();
        if (!kept.equals(opened)) {
            opened.ifPresent(model -> model.scorer().close());
        }
        return kept;
    }

    private Future<Optional<ServedModel>> load(Principal principal) {
        TenantId tenant = principal.tenant();
        long before = forgotten.get();
        return database.read(principal, session -> models.active(session, tenant))
                .compose(row -> blocking.run(() -> row.map(found -> open(tenant, found))))
                .map(model -> kept(tenant, model))
                .compose(model -> {
                    if (forgotten.get() == before) {
                        return Future.succeededFuture(model);
                    }
                    active.invalidate(tenant);
                    return load(principal);
                });
    }

    private ServedModel open(TenantId tenant, ModelRow row) {
        try {
            return examined(tenant, row);
        } catch (RefusedModel refused) {
            throw new Failure.Unavailable(
                            "the model " + row.version() + " can't be loaded: "
                                    + refused.reason().label(),
                            RETRY_AFTER)
                    .asException();
        }
    }

    private ServedModel examined(TenantId tenant, ModelRow row) {
        try {
            return served(row, verified(tenant, row));
        } catch (RefusedModel refused) {
            // Without the trace: it is tried again at every asking, and the message says what is wrong with the file.
            LOG.error("tenant {}: model {} is refused: {}", tenant, row.version(), refused.getMessage());
            events.publish(new Event.ModelRefused(
                    tenant, row.version(), refused.reason().label()));
            throw refused;
        }
    }

    /** The bytes that are looked at are those that are returned, and those that are given to the runtime: read once. */
    private byte[] verified(TenantId tenant, ModelRow row) {
        byte[] artifact = artifacts.read(tenant, row.version(), row.checksum());
        seals.verify(new ModelSeal(tenant, row.version(), row.checksum()), row.signature());
        ArtifactCheck.check(artifact);
        return artifact;
    }

    private ServedModel served(ModelRow row, byte[] artifact) {
        OnnxScorer scorer = scorer(artifact);
        try {
            FeatureSchema schema = json.read(text(scorer, SCHEMA), FeatureSchema.class);
            if (scorer.columns() != schema.size()) {
                throw new IllegalArgumentException("the schema of model " + row.version() + " does not fit its graph");
            }
            double threshold = Double.parseDouble(text(scorer, THRESHOLD));
            return new ServedModel(
                    row.version(),
                    schema,
                    threshold,
                    row.createdAt(),
                    scorer,
                    new FeatureExtractor(schema),
                    Versions.isBase(row.version())
                            ? Recommender.ofBase(schema, threshold)
                            : new Recommender(schema, threshold));
        } catch (IllegalArgumentException e) {
            scorer.close();
            throw new RefusedModel(Reason.SCHEMA, String.valueOf(e.getMessage()));
        }
    }

    private static OnnxScorer scorer(byte[] artifact) {
        try {
            return new OnnxScorer(artifact);
        } catch (IllegalArgumentException e) {
            throw new RefusedModel(Reason.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private static String text(OnnxScorer scorer, String name) {
        String text = scorer.metadata().get(name);
        if (text == null) {
            throw new IllegalArgumentException("the artifact lacks '" + name + "'");
        }
        return text;
    }

    private void closeLater(@Nullable Entry entry) {
        if (entry != null) {
            entry.model()
                    .ifPresent(
                            m -> blocking.later(CLOSE_AFTER_MS, () -> m.scorer().close()));
        }
    }
}
