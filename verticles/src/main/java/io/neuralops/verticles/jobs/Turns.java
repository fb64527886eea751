package io.neuralops.verticles.jobs;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets so many at a time do something long; who comes later waits, first come first served. Thread-safe. */
public final class Turns {
    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private int free;

    public Turns(int atOnce) {
        this.free = atOnce;
    }

    /** Does something when it is its turn. */
    public <T> Future<T> take(Supplier<Future<T>> task) {
        return turn().compose(mine -> task.get()).onComplete(done -> next());
    }

    private synchronized Future<Void> turn() {
        if (free > 0) {
            free--;
            return Future.succeededFuture();
        }
        Promise<Void> turn = Promise.promise();
        waiting.add(turn);
        return turn.future();
    }

    private void next() {
        Promise<Void> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        next.complete();
    }
}
