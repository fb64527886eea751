package io.neuralops.verticles.operation;

import io.vertx.core.Future;
import java.util.function.Function;

/** What the hot path needs of futures. */
public final class Futures {
    private Futures() {}

    /** Goes on with what a future holds: at once where that is there, without a future to wait for it. */
    public static <T, R> Future<R> then(Future<T> future, Function<T, Future<R>> next) {
        if (!future.succeeded()) {
            return future.compose(next);
        }
        try {
            return next.apply(future.result());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
