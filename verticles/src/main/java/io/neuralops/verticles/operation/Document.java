package io.neuralops.verticles.operation;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * A rendered answer, the same bytes for all who may see it. It is sent as it is, many times over.
 *
 * @param body never changed once it is here
 * @param etag a strong validator with its quotes: two documents of one address have the same only if they have the same bytes
 * @param maxAge for how long whoever got it may show it again without asking
 */
public record Document(String mediaType, Buffer body, String etag, Duration maxAge) {
    public Document {
        if (etag.length() < 3 || etag.charAt(0) != '"' || etag.charAt(etag.length() - 1) != '"') {
            throw new IllegalArgumentException("a strong validator stands in quotes");
        }
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("nothing is kept for less than no time");
        }
    }
}
