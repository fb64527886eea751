package io.neuralops.verticles.operation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Has something done once for all who ask for it meanwhile. Whoever asks on an event loop hears of it there: what an event
 * loop owns is not to be touched by the thread on which somebody else's question happens to be answered.
 */
public final class SingleFlight<K, V> {
    private final Map<K, Future<V>> flying = new ConcurrentHashMap<>();

    /** Starts the task unless the same is under way; either way, its result. */
    public Future<V> run(K key, Supplier<Future<V>> task) {
        Promise<V> promise = Promise.promise();
        Future<V> before = flying.putIfAbsent(key, promise.future());
        if (before != null) {
            return Futures.here(before);
        }
        begin(task).onComplete(result -> {
            flying.remove(key);
            promise.handle(result);
        });
        return Futures.here(promise.future());
    }

    /** A task that throws before it is under way has failed like any other; else its key would be taken for ever. */
    private static <V> Future<V> begin(Supplier<Future<V>> task) {
        try {
            return task.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
