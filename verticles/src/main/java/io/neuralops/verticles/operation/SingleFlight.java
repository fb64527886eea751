package io.neuralops.verticles.operation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Has something done once for all who ask for it meanwhile. */
public final class SingleFlight<K, V> {
    private final Map<K, Future<V>> flying = new ConcurrentHashMap<>();

    /** Starts the task unless the same is under way; either way, its result. */
    public Future<V> run(K key, Supplier<Future<V>> task) {
        Promise<V> promise = Promise.promise();
        Future<V> before = flying.putIfAbsent(key, promise.future());
        if (before != null) {
            return before;
        }
        task.get().onComplete(result -> {
            flying.remove(key);
            promise.handle(result);
        });
        return promise.future();
    }
}
