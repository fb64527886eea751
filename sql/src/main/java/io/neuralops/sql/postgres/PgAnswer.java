package io.neuralops.sql.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer that is owed. It is given on the event loop that asked, if one did, so that callers need no locks. */
final class PgAnswer<T> {
    private static final Logger LOG = LoggerFactory.getLogger(PgAnswer.class);

    private final Promise<T> promise = Promise.promise();
    private final @Nullable Context asked = Vertx.currentContext();

    Future<T> future() {
        return promise.future();
    }

    /** Passes on what a future came to. */
    void give(Future<T> outcome) {
        if (asked == null) {
            complete(outcome);
        } else {
            asked.runOnContext(ignored -> complete(outcome));
        }
    }

    void fail(Throwable cause) {
        give(Future.failedFuture(cause));
    }

    private void complete(Future<T> outcome) {
        try {
            if (outcome.succeeded()) {
                promise.tryComplete(outcome.result());
            } else {
                promise.tryFail(outcome.cause());
            }
        } catch (RuntimeException | Error e) {
            // Thrown by who listens; whoever is answered next is not to suffer for it.
            LOG.error("a listener failed on an answer of the store", e);
        }
    }
}
