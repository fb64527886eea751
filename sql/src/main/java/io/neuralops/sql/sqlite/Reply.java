package io.neuralops.sql.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer that is owed. It is given on the event loop that asked, if one did, so that callers need no locks. */
final class Reply<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    private final Promise<T> promise = Promise.promise();
    private final @Nullable Context context = Vertx.currentContext();

    Future<T> future() {
        return promise.future();
    }

    void succeed(@Nullable T value) {
        onContext(() -> promise.tryComplete(value));
    }

    void fail(Throwable cause) {
        onContext(() -> promise.tryFail(cause));
    }

    private void onContext(Runnable completion) {
        if (context == null) {
            try {
                completion.run();
            } catch (RuntimeException | Error e) {
                // Thrown by who listens to the future; the thread that answers has others to answer.
                LOG.error("a listener failed on an answer of the store", e);
            }
        } else {
            context.runOnContext(ignored -> completion.run());
        }
    }
}
