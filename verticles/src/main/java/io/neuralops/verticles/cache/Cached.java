package io.neuralops.verticles.cache;

import io.neuralops.verticles.operation.Document;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A rendered answer.
 *
 * @param body never changed once it is here
 * @param etag a strong validator in quotes, made from the bytes
 * @param made when it was computed, to the microsecond
 */
public record Cached(String mediaType, Buffer body, String etag, Instant made) {
    /** Of SHA-256: enough that nobody finds two answers with the same. */
    private static final int ETAG_BYTES = 16;

    /** An answer that was just made. */
    public static Cached of(String mediaType, Buffer body, Instant made) {
        byte[] digest = CacheKey.sha256().digest(body.getBytes());
        String etag = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, ETAG_BYTES));
        return new Cached(mediaType, body, "\"" + etag + "\"", made);
    }

    /** The answer as it is sent, to be shown for a time without asking again. */
    public Document document(Duration maxAge) {
        return new Document(mediaType, body, etag, maxAge);
    }
}
