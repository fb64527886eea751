package io.neuralops.verticles.operation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes what blocks or computes long off the event loops. */
public final class Blocking {
    private final Vertx vertx;
    private final Threads threads;

    private interface Threads {
        <T> Future<@Nullable T> run(Callable<T> task, boolean ordered);
    }

    /** On the threads that all such tasks share. */
    public Blocking(Vertx vertx) {
        this(vertx, vertx::executeBlocking);
    }

    private Blocking(Vertx vertx, Threads threads) {
        this.vertx = vertx;
        this.threads = threads;
    }

    /** On a few threads of their own: for what another system may hold up, so that nothing else has to wait for a thread. */
    public static Blocking apart(Vertx vertx, String name, int threads) {
        return new Blocking(vertx, vertx.createSharedWorkerExecutor(name, threads)::executeBlocking);
    }

    /** On a few threads of their own for what computes long. */
    public static Blocking computing(Vertx vertx, String name, int threads) {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor(name, threads, 1, TimeUnit.DAYS);
        return new Blocking(vertx, executor::executeBlocking);
    }

    /** Each task on a virtual thread of its own: for what waits again and again, for a database or another system. */
    public static Blocking virtual(Vertx vertx, String name) {
        return new Blocking(vertx, new Threads() {
            @Override
            public <T> Future<@Nullable T> run(Callable<T> task, boolean ordered) {
                Promise<@Nullable T> done = Promise.promise();
                Thread.ofVirtual().name(name).start(() -> {
                    try {
                        done.complete(task.call());
                    } catch (Throwable thrown) {
                        done.fail(thrown);
                    }
                });
                return done.future();
            }
        });
    }

    /** Runs a task on a worker thread, beside others. */
    public <T> Future<T> run(Callable<T> task) {
        return threads.run(task, false).map(Objects::requireNonNull);
    }

    /** Runs a task on an event loop after a time. */
    public void later(long milliseconds, Runnable task) {
        vertx.setTimer(milliseconds, id -> task.run());
    }
}
