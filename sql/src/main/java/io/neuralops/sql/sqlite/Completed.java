package io.neuralops.sql.sqlite;

import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Guards the rule that work on SQLite ends within its call: the transaction would be over before it. */
final class Completed {
    private Completed() {}

    /** The work's future. Whatever the work does wrong is its own failure and not that of the thread it runs on. */
    static <T> Future<T> of(Supplier<@Nullable Future<T>> work) {
        try {
            Future<T> future = Objects.requireNonNull(work.get(), "the work returned no future");
            return future.isComplete()
                    ? future
                    : Future.failedFuture(
                            new IllegalStateException("the work waits for something outside its transaction"));
        } catch (RuntimeException | Error e) {
            return Future.failedFuture(e);
        }
    }
}
