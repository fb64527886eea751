package io.neuralops.verticles.prediction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.neuralops.models.onnx.Scores;
import io.neuralops.models.predict.Decimals;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.ModelRow;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.Paging;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.sql.store.ShadowStore;
import io.neuralops.sql.store.ShadowStore.Shadow;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.SingleFlight;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the newest version of a tenant, where it isn't the one that answers, score what was answered too. Off the way of the answers:
 * on a thread of its own, after them, and what comes while much is waiting is dropped and counted. Nobody is answered from it, and
 * whatever fails here fails no prediction.
 */
public final class Shadows implements Answered {
    private static final Logger LOG = LoggerFactory.getLogger(Shadows.class);
    /** Questions that wait at most, of all tenants. */
    static final int MOST_WAITING = 4_096;

    private static final int MOST_CHALLENGERS = 256;
    private static final long CLOSE_AFTER_MS = 60_000;
    /** For how long a newer version may be overlooked. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    /** That a tenant has none is remembered too. */
    private record Challenger(Optional<ServedModel> model, long since) {}

    private final Database database;
    private final ModelStore models;
    private final ModelRegistry registry;
    private final ShadowStore store;
    private final Blocking blocking;
    private final Events events;
    private final LongSupplier nanoTime;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Cache<TenantId, Challenger> challengers;
    private final SingleFlight<TenantId, Optional<ServedModel>> loading = new SingleFlight<>();

    /**
     * Wires it.
     *
     * @param blocking threads of its own
     */
    public Shadows(
            Database database,
            ModelStore models,
            ModelRegistry registry,
            ShadowStore store,
            Blocking blocking,
            Events events,
            LongSupplier nanoTime) {
        this.database = database;
        this.models = models;
        this.registry = registry;
        this.store = store;
        this.blocking = blocking;
        this.events = events;
        this.nanoTime = nanoTime;
        this.challengers = Caffeine.newBuilder()
                .maximumSize(MOST_CHALLENGERS)
                .removalListener(
                        (@Nullable TenantId tenant, @Nullable Challenger gone, RemovalCause cause) -> closeLater(gone))
                .build();
    }

    /** Forgets a tenant's challenger. */
    public void forget(TenantId tenant) {
        challengers.invalidate(tenant);
    }

    @Override
    public void answered(TenantId tenant, List<Question> questions, List<PredictionRow> rows) {
        int count = rows.size();
        if (waiting.addAndGet(count) > MOST_WAITING) {
            waiting.addAndGet(-count);
            events.publish(new Event.ShadowDropped(tenant, count));
            return;
        }
        try {
            challenger(tenant)
                    .compose(model ->
                            model.isEmpty() ? Future.succeededFuture(0) : score(tenant, model.get(), questions, rows))
                    .onComplete(done -> {
                        waiting.addAndGet(-count);
                        if (done.failed()) {
                            LOG.warn("tenant {}: the shadow didn't score", tenant, done.cause());
                            events.publish(new Event.ShadowDropped(tenant, count));
                        } else if (done.result() > 0) {
                            events.publish(new Event.ShadowScored(tenant, done.result()));
                        }
                    });
        } catch (RuntimeException e) {
            waiting.addAndGet(-count);
            events.publish(new Event.ShadowDropped(tenant, count));
            LOG.error("tenant {}: the shadow failed", tenant, e);
        }
    }

    private Future<Integer> score(
            TenantId tenant, ServedModel model, List<Question> questions, List<PredictionRow> rows) {
        return blocking.run(() -> shadows(model, questions, rows))
                .compose(shadows -> shadows.isEmpty()
                        ? Future.succeededFuture(0)
                        : database.tx(Principal.service(tenant), session -> store.insert(session, tenant, shadows))
                                .map(shadows.size()));
    }

    /** Only beside a model, and not beside itself, which it is once it was activated. */
    private static List<Shadow> shadows(ServedModel model, List<Question> questions, List<PredictionRow> rows) {
        List<float[]> vectors = new ArrayList<>(rows.size());
        List<PredictionRow> beside = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            PredictionRow row = rows.get(i);
            Question question = questions.get(i);
            if (row.features() != null && !row.modelVersion().equals(model.version())) {
                vectors.add(model.extractor().extract(question.moment(), question.start()));
                beside.add(row);
            }
        }
        List<Shadow> shadows = new ArrayList<>(beside.size());
        if (!vectors.isEmpty()) {
            Scores scores = model.scorer().score(vectors.toArray(float[][]::new));
            for (int i = 0; i < vectors.size(); i++) {
                PredictionRow row = beside.get(i);
                double probability = Decimals.asDouble(scores.probability(i));
                shadows.add(new Shadow(row.id(), model.version(), probability, row.createdAt()));
            }
        }
        return shadows;
    }

    private Future<Optional<ServedModel>> challenger(TenantId tenant) {
        Challenger known = challengers.getIfPresent(tenant);
        return known != null && nanoTime.getAsLong() - known.since() < LOOK_AGAIN.toNanos()
                ? Future.succeededFuture(known.model())
                : loading.run(tenant, () -> look(tenant, known));
    }

    private Future<Optional<ServedModel>> look(TenantId tenant, @Nullable Challenger known) {
        return database.read(Principal.service(tenant), session -> models.page(session, tenant, new Paging(1, null)))
                .map(page -> page.stream()
                        .map(ModelStore.Stored::model)
                        .filter(row -> !row.active())
                        .findFirst())
                .compose(row ->
                        row.isEmpty() ? Future.succeededFuture(Optional.empty()) : loaded(tenant, row.get(), known))
                .onSuccess(model -> challengers.put(tenant, new Challenger(model, nanoTime.getAsLong())))
                // What can't be loaded now isn't tried again for each question.
                .onFailure(cause -> challengers.put(tenant, new Challenger(Optional.empty(), nanoTime.getAsLong())));
    }

    private Future<Optional<ServedModel>> loaded(TenantId tenant, ModelRow row, @Nullable Challenger known) {
        Optional<ServedModel> same = known == null
                ? Optional.empty()
                : known.model().filter(m -> m.version().equals(row.version()));
        return same.isPresent()
                ? Future.succeededFuture(same)
                : registry.prepare(tenant, row).map(Optional::of);
    }

    /** Unless the one that took its place is the same model. */
    private void closeLater(@Nullable Challenger gone) {
        if (gone != null) {
            gone.model()
                    .ifPresent(model -> blocking.later(CLOSE_AFTER_MS, () -> {
                        boolean inUse = challengers.asMap().values().stream()
                                .anyMatch(
                                        one -> one.model().filter(model::equals).isPresent());
                        if (!inUse) {
                            model.scorer().close();
                        }
                    }));
        }
    }
}
