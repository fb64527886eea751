package io.neuralops.verticles.prediction;

import static io.neuralops.verticles.operation.Futures.then;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.Paging;
import io.neuralops.sql.store.PredictionFilter;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.verticles.insight.HistoryIndex;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Cursor;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Page;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Predicts, and reads predictions back. Each event loop has one of its own. */
public final class PredictionService {
    private final Database database;
    private final PredictionStore store;
    private final HistoryIndex index;
    private final Redactors redactors;
    private final ModelRegistry registry;
    private final Resolver resolver;
    private final Batcher batcher;
    private final Events events;
    private final Clock clock;

    public PredictionService(
            Vertx vertx,
            Database database,
            PredictionStore store,
            RunStore runs,
            HistoryIndex index,
            ModelRegistry registry,
            Redactors redactors,
            Json json,
            Events events,
            Clock clock,
            Supplier<UUID> ids) {
        this(vertx, database, store, runs, index, registry, redactors, json, events, clock, ids, Optional.empty());
    }

    /**
     * The same.
     *
     * @param shadows told of what was answered
     */
    public PredictionService(
            Vertx vertx,
            Database database,
            PredictionStore store,
            RunStore runs,
            HistoryIndex index,
            ModelRegistry registry,
            Redactors redactors,
            Json json,
            Events events,
            Clock clock,
            Supplier<UUID> ids,
            Optional<Shadows> shadows) {
        Answered answered = shadows.<Answered>map(one -> one).orElse(Answered.NOBODY);
        this.database = database;
        this.store = store;
        this.index = index;
        this.redactors = redactors;
        this.registry = registry;
        this.events = events;
        this.clock = clock;
        this.resolver = new Resolver(database, runs, redactors, clock);
        this.batcher = new Batcher(vertx, database, store, new Answers(json, ids), answered, events, clock);
    }

    /** Predicts for each command; the answers are durable. */
    public Future<List<ItemOutcome<PredictionView>>> predict(Principal principal, List<Predict> commands) {
        return then(
                        index.of(principal),
                        history -> then(
                                resolver.resolve(principal, history, commands),
                                questions -> then(
                                        registry.answering(principal), model -> answer(principal, model, questions))))
                .onFailure(cause -> failed(principal, cause, commands.size()));
    }

    /** The model that answers now, and what it reads. */
    public Future<ModelDescription> describe(Principal principal, DescribeModel query) {
        return index.of(principal)
                .compose(history -> registry.answering(principal).map(model -> {
                    int runs = history.at(null, clock.instant()).past().tenantRuns();
                    return ModelDescription.of(model.orElse(null), runs);
                }));
    }

    /** Predictions, the newest first. */
    public Future<Page<PredictionView>> list(Principal principal, ListPredictions query) {
        int limit = Cursor.limit(query.limit());
        Paging paging = Cursor.paging(principal.tenant(), limit, query.cursor());
        return filter(principal, query)
                .compose(filter ->
                        database.read(principal, session -> store.page(session, principal.tenant(), filter, paging)))
                .map(rows -> Page.of(
                        principal.tenant(),
                        rows,
                        limit,
                        stored -> PredictionView.of(stored.prediction()),
                        PredictionStore.Stored::position));
    }

    private Future<PredictionFilter> filter(Principal principal, ListPredictions query) {
        return redactors
                .id(principal.tenant(), query.runId())
                .compose(runId -> redactors
                        .id(principal.tenant(), query.workflow())
                        .map(workflow -> new PredictionFilter(
                                runId.orElse(null), workflow.orElse(null), query.minProbability(), query.since())));
    }

    private Future<List<ItemOutcome<PredictionView>>> answer(
            Principal principal, Optional<ServedModel> model, List<ItemOutcome<Question>> questions) {
        List<Question> askable = new ArrayList<>(questions.size());
        for (ItemOutcome<Question> one : questions) {
            switch (one) {
                case ItemOutcome.Done<Question> done -> askable.add(done.value());
                case ItemOutcome.Refused<Question> refused -> failed(principal, refused.failure());
            }
        }
        return batcher.ask(principal, model, askable).map(rows -> outcomes(questions, rows));
    }

    private static List<ItemOutcome<PredictionView>> outcomes(
            List<ItemOutcome<Question>> questions, List<PredictionRow> rows) {
        List<ItemOutcome<PredictionView>> outcomes = new ArrayList<>(questions.size());
        int next = 0;
        for (ItemOutcome<Question> one : questions) {
            outcomes.add(
                    one instanceof ItemOutcome.Refused<Question> refused
                            ? new ItemOutcome.Refused<>(refused.failure())
                            : new ItemOutcome.Done<>(PredictionView.of(rows.get(next++))));
        }
        return outcomes;
    }

    /** Each of those that were asked together failed. */
    private void failed(Principal principal, Throwable cause, int times) {
        Failure failure =
                cause instanceof FailureException known ? known.failure() : new Failure.Internal("unforeseen");
        for (int i = 0; i < times; i++) {
            failed(principal, failure);
        }
    }

    private void failed(Principal principal, Failure failure) {
        events.publish(new Event.PredictionFailed(
                principal.tenant(), failure.getClass().getSimpleName()));
    }
}
