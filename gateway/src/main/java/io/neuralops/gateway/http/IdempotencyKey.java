package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.idempotency.IdempotencyService;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** The name that a caller gave to a request, so that it can be repeated without being done again. */
final class IdempotencyKey {
    private static final int MAX_LENGTH = 200;
    /** Hashed once: every write is asked for it. */
    private static final CharSequence HEADER = HttpHeaders.createOptimized(IdempotencyService.KEY);

    private IdempotencyKey() {}

    static boolean isIn(HttpServerRequest request) {
        return request.headers().contains(HEADER);
    }

    /**
     * The key of a request that has one, 1 to 200 visible ASCII characters, as it is kept: hashed, since callers put into it
     * what they like and it need only be told from others.
     */
    static String of(HttpServerRequest request) {
        List<String> given = request.headers().getAll(HEADER);
        if (given.size() != 1) {
            throw refused("is given more than once");
        }
        return of(given.getFirst());
    }

    /** The same of a key alone. */
    static String of(String key) {
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            throw refused("has " + key.length() + " characters; from 1 to " + MAX_LENGTH + " are taken");
        }
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) <= ' ' || key.charAt(i) > '~') {
                throw refused("must be visible ASCII characters without spaces, such as a UUID");
            }
        }
        return Fingerprint.of(key);
    }

    private static RuntimeException refused(String detail) {
        return new Failure.Malformed(IdempotencyService.KEY, detail).asException();
    }
}
