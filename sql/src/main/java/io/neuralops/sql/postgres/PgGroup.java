package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs works within one transaction, those of each tenant in their order. A work begins when the one before it has ended;
 * or, so that a thousand of them don't cost a thousand round trips, when the one before it has only written and waits
 * for nothing but the answer. If that one goes on nevertheless, the order is lost and the transaction with it.
 */
final class PgGroup {
    private final PgTransaction transaction;
    private final Context context;
    private final Promise<Void> ended = Promise.promise();
    private int running;

    private PgGroup(PgTransaction transaction, Context context) {
        this.transaction = transaction;
        this.context = context;
    }

    /** Runs the works; completes when all have ended and every statement is answered. */
    static Future<Void> run(PgTransaction transaction, Context context, List<PgPending<?>> works) {
        PgGroup group = new PgGroup(transaction, context);
        Map<TenantId, Deque<PgPending<?>>> lanes = new LinkedHashMap<>();
        works.forEach(work ->
                lanes.computeIfAbsent(work.tenant(), t -> new ArrayDeque<>()).add(work));
        group.running++; // not over before all have begun
        lanes.values().forEach(group::advance);
        group.leave();
        return group.ended.future().compose(all -> transaction.quiet());
    }

    private void advance(Deque<PgPending<?>> lane) {
        boolean blind = true;
        while (blind && !lane.isEmpty() && transaction.failure() == null) {
            blind = begin(lane.remove(), lane);
        }
    }

    /** Begins a work; whether the next may begin at once. */
    private boolean begin(PgPending<?> work, Deque<PgPending<?>> lane) {
        PgSession session = new PgSession(transaction, work.claims());
        running++;
        Future<?> result = work.run(session);
        if (result.isComplete()) {
            end(session, result);
            return true;
        }
        boolean blind = session.writesBlindly();
        if (blind && !lane.isEmpty()) {
            session.overtake();
        }
        result.onComplete(done -> here(() -> {
            running++; // not over before what follows has begun
            end(session, result);
            if (!blind) {
                advance(lane);
            }
            leave();
        }));
        return blind;
    }

    private void end(PgSession session, Future<?> result) {
        session.end();
        if (result.failed() && session.wrote()) {
            transaction.fail(result.cause());
        }
        leave();
    }

    private void leave() {
        running--;
        if (running == 0) {
            ended.complete();
        }
    }

    /** A work may wait for something outside, which answers on a thread of its own. */
    private void here(Runnable task) {
        if (context.equals(Vertx.currentContext())) {
            task.run();
        } else {
            context.runOnContext(ignored -> task.run());
        }
    }
}
