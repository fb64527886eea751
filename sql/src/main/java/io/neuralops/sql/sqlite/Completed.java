package io.neuralops.sql.sqlite;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Guards the rule that work on SQLite ends within its call: the transaction would be over before it. */
final class Completed {
    private Completed() {}

    static <T> Future<T> of(Supplier<Future<T>> work) {
        Future<T> future;
        try {
            future = work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return future.isComplete()
                ? future
                : Future.failedFuture(
                        new IllegalStateException("the work waits for something outside its transaction"));
    }
}
