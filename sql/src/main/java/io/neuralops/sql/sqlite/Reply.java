package io.neuralops.sql.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** An answer that is owed. It is given on the event loop that asked, if one did, so that callers need no locks. */
final class Reply<T> {
    private final Promise<T> promise = Promise.promise();
    private final @Nullable Context context = Vertx.currentContext();

    Future<T> future() {
        return promise.future();
    }

    void succeed(@Nullable T value) {
        onContext(() -> promise.complete(value));
    }

    void fail(Throwable cause) {
        onContext(() -> promise.fail(cause));
    }

    private void onContext(Runnable completion) {
        if (context == null) {
            completion.run();
        } else {
            context.runOnContext(ignored -> completion.run());
        }
    }
}
