package io.neuralops.verticles.profiler.watch;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What waits to be taken by somebody who may be away: some at a time, again and again until they are taken, in their order. Of
 * too many the oldest are dropped and counted. On one event loop.
 */
final class Backlog<T> {
    private static final long FIRST_WAIT_MS = 500;
    private static final long LONGEST_WAIT_MS = 30_000;

    private final Vertx vertx;
    private final Context context;
    private final int most;
    private final int atOnce;
    private final long gatherMs;
    private final Function<List<T>, Future<?>> take;
    private final Consumer<Throwable> failed;
    private final Deque<T> waiting = new ArrayDeque<>();
    private final List<Promise<Void>> idlers = new ArrayList<>();
    private final LongAdder dropped = new LongAdder();
    private volatile int size;
    private boolean busy;
    private boolean resting;
    private long timer = -1;
    private long wait = FIRST_WAIT_MS;

    /**
     * An empty one.
     *
     * @param gatherMs how long the first waits for others, in milliseconds: what is taken together costs less than one by one
     * @param take takes them; a failure says that they are to be offered again
     * @param failed is told of each first failure
     */
    Backlog(
            Vertx vertx,
            Context context,
            int most,
            int atOnce,
            long gatherMs,
            Function<List<T>, Future<?>> take,
            Consumer<Throwable> failed) {
        this.vertx = vertx;
        this.context = context;
        this.most = most;
        this.atOnce = atOnce;
        this.gatherMs = gatherMs;
        this.take = take;
        this.failed = failed;
    }

    void offer(T one) {
        boolean first = waiting.isEmpty();
        waiting.add(one);
        bound();
        if (first && gatherMs > 0 && !busy && !resting) {
            rest(gatherMs);
        }
        next();
    }

    /** How many were dropped. From any thread. */
    long dropped() {
        return dropped.sum();
    }

    /** How many wait. From any thread. */
    int size() {
        return size;
    }

    /** Offers at once what waits, even if it was refused a moment ago. */
    void hurry() {
        vertx.cancelTimer(timer);
        resting = false;
        next();
    }

    /** Completes once nothing waits, or what waits was refused again. From any thread. */
    Future<Void> idle() {
        Promise<Void> idle = Promise.promise();
        context.runOnContext(v -> {
            idlers.add(idle);
            settle(!busy && waiting.isEmpty());
        });
        return idle.future();
    }

    private void settle(boolean over) {
        if (over) {
            List.copyOf(idlers).forEach(Promise::tryComplete);
            idlers.clear();
        }
    }

    private void next() {
        if (busy || resting || waiting.isEmpty()) {
            return;
        }
        busy = true;
        List<T> some = new ArrayList<>(Math.min(atOnce, waiting.size()));
        while (some.size() < atOnce && !waiting.isEmpty()) {
            some.add(waiting.remove());
        }
        attempt(some)
                .onComplete(done -> context.runOnContext(v -> {
                    busy = false;
                    if (done.succeeded()) {
                        wait = FIRST_WAIT_MS;
                    } else {
                        for (int i = some.size() - 1; i >= 0; i--) {
                            waiting.addFirst(some.get(i));
                        }
                        if (wait == FIRST_WAIT_MS) {
                            failed.accept(done.cause());
                        }
                        rest(wait);
                        wait = Math.min(LONGEST_WAIT_MS, 2 * wait);
                    }
                    bound();
                    next();
                    settle(done.failed() || (!busy && waiting.isEmpty()));
                }));
    }

    private Future<?> attempt(List<T> some) {
        try {
            return take.apply(some);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void rest(long ms) {
        resting = true;
        timer = vertx.setTimer(ms, over -> hurry());
    }

    private void bound() {
        while (waiting.size() > most) {
            waiting.remove();
            dropped.increment();
        }
        size = waiting.size();
    }
}
