package io.neuralops.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells requests apart by all that they ask for: method, path, media type and body. */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256, hexadecimal. */
    static String of(HttpServerRequest request, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, request.method().name());
            add(digest, request.path());
            add(digest, Bodies.mediaType(request));
            digest.update(body);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** With a line break behind it, which none of these can hold: else one could end where the next begins. */
    private static void add(MessageDigest digest, @Nullable String text) {
        digest.update(((text == null ? "" : text) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
