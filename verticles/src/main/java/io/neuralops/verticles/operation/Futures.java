package io.neuralops.verticles.operation;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Function;

/** What is needed of futures: on the hot path, and between event loops. */
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

    /**
     * What a future comes to, told where it is asked for: what an event loop owns is not to be touched by the thread that happens
     * to complete it. Elsewhere than on an event loop it is the future itself.
     */
    public static <T> Future<T> here(Future<T> future) {
        Context context = Vertx.currentContext();
        if (context == null || future.isComplete()) {
            return future;
        }
        Promise<T> promise = Promise.promise();
        future.onComplete(result -> context.runOnContext(ignored -> promise.handle(result)));
        return promise.future();
    }
}
