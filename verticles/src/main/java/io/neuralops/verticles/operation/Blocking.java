package io.neuralops.verticles.operation;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Takes what blocks or computes long off the event loops. */
public final class Blocking {
    private final Vertx vertx;

    public Blocking(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs a task on a worker thread, beside others. */
    public <T> Future<T> run(Callable<T> task) {
        return vertx.executeBlocking(task, false).map(Objects::requireNonNull);
    }

    /** Runs a task on an event loop after a time. */
    public void later(long milliseconds, Runnable task) {
        vertx.setTimer(milliseconds, id -> task.run());
    }
}
