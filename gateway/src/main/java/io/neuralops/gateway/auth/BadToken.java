package io.neuralops.gateway.auth;

import io.neuralops.models.failure.Failure;
import io.vertx.core.Future;
import java.io.Serial;

/** A token is refused. Says why, but never what only the service knows. */
final class BadToken extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    BadToken(String why) {
        super("the token is not valid: " + why, null, false, false);
    }

    /** The answer to whoever sent it. */
    <T> Future<T> refused() {
        return Future.failedFuture(new Failure.Unauthenticated(String.valueOf(getMessage())).asException());
    }
}
