package io.neuralops.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells requests apart by all that they ask for: method, path, media type, and body or query. */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256, hexadecimal. */
    static String of(HttpServerRequest request, byte[] asked) {
        MessageDigest digest = sha256();
        add(digest, request.method().name());
        add(digest, request.path());
        add(digest, Bodies.mediaType(request));
        return HexFormat.of().formatHex(digest.digest(asked));
    }

    /** That of a command to an operation which came over a bus: no such is one that came by HTTP. */
    static String of(String address, byte[] command) {
        MessageDigest digest = sha256();
        add(digest, "bus");
        add(digest, address);
        return HexFormat.of().formatHex(digest.digest(command));
    }

    /** That of a text alone. */
    static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** With a line break behind it, which none of these can hold: else one could end where the next begins. */
    private static void add(MessageDigest digest, @Nullable String text) {
        digest.update(((text == null ? "" : text) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
