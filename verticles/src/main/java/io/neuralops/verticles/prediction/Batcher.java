package io.neuralops.verticles.prediction;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.PredictionRow;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects the questions that arrive in one turn of an event loop, has each tenant's scored as one batch and stored in one
 * transaction, and answers when they are durable. Belongs to one event loop; it needs no lock.
 */
final class Batcher {
    private record Waiting(Principal principal, List<Question> questions, Promise<List<PredictionRow>> promise) {}

    private record Group(Optional<ServedModel> model, List<Waiting> waiting) {}

    private final Vertx vertx;
    private final Database database;
    private final PredictionStore store;
    private final Answers answers;
    private final Answered answered;
    private final Events events;
    private final Clock clock;
    private @Nullable Thread owner;
    private Map<TenantId, Group> groups = new LinkedHashMap<>();

    Batcher(
            Vertx vertx,
            Database database,
            PredictionStore store,
            Answers answers,
            Answered answered,
            Events events,
            Clock clock) {
        this.vertx = vertx;
        this.database = database;
        this.store = store;
        this.answers = answers;
        this.answered = answered;
        this.events = events;
        this.clock = clock;
    }

    /** The answers to questions, in order, once they are durable. */
    Future<List<PredictionRow>> ask(Principal principal, Optional<ServedModel> model, List<Question> questions) {
        if (questions.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        requireOwner();
        if (groups.isEmpty()) {
            vertx.getOrCreateContext().runOnContext(ignored -> flush());
        }
        Waiting waiting = new Waiting(principal, questions, Promise.promise());
        groups.computeIfAbsent(principal.tenant(), t -> new Group(model, new ArrayList<>()))
                .waiting()
                .add(waiting);
        return waiting.promise().future();
    }

    /** A defect that would lose questions now and then is one that fails at once. */
    private void requireOwner() {
        Thread asking = Thread.currentThread();
        if (owner == null) {
            owner = asking;
        } else if (owner != asking) {
            throw new IllegalStateException("asked on " + asking.getName() + ", but it belongs to " + owner.getName());
        }
    }

    private void flush() {
        Map<TenantId, Group> collected = groups;
        groups = new LinkedHashMap<>();
        collected.forEach(this::answer);
    }

    private void answer(TenantId tenant, Group group) {
        List<Question> questions = new ArrayList<>();
        group.waiting().forEach(waiting -> questions.addAll(waiting.questions()));
        Principal principal = group.waiting().getFirst().principal();
        Instant asked = clock.instant();
        List<PredictionRow> rows;
        try {
            rows = answers.to(questions, group.model(), asked.truncatedTo(ChronoUnit.MICROS));
        } catch (RuntimeException e) {
            apart(tenant, group, e);
            return;
        }
        database.tx(principal, session -> store.insert(session, tenant, rows)).onComplete(stored -> {
            if (stored.succeeded()) {
                publish(tenant, rows, Duration.between(asked, clock.instant()));
                split(group, rows);
                answered.answered(tenant, questions, rows);
            } else {
                fail(group, stored.cause());
            }
        });
    }

    /** What can't be scored fails alone: nobody is to pay for what somebody else happened to ask in the same turn. */
    private void apart(TenantId tenant, Group group, RuntimeException cause) {
        if (group.waiting().size() == 1) {
            fail(group, cause);
        } else {
            group.waiting().forEach(waiting -> answer(tenant, new Group(group.model(), List.of(waiting))));
        }
    }

    private static void fail(Group group, Throwable cause) {
        group.waiting().forEach(waiting -> waiting.promise().fail(cause));
    }

    private void publish(TenantId tenant, List<PredictionRow> rows, Duration took) {
        rows.forEach(row -> events.publish(new Event.PredictionMade(tenant, row, took)));
    }

    private static void split(Group group, List<PredictionRow> rows) {
        int from = 0;
        for (Waiting waiting : group.waiting()) {
            int to = from + waiting.questions().size();
            waiting.promise().complete(rows.subList(from, to));
            from = to;
        }
    }
}
