package io.neuralops.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Whether a caller has an answer already (RFC 9110, 13.1.2). Weak validators are as good as strong ones here. */
final class EntityTags {
    private EntityTags() {}

    /** Whether a request names the validator, which is in quotes, among those that it has. */
    static boolean has(HttpServerRequest request, String etag) {
        String first = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (first == null) {
            return false;
        }
        return first.equals(etag)
                || request.headers().getAll(HttpHeaders.IF_NONE_MATCH).stream().anyMatch(header -> names(header, etag));
    }

    /** Whether a list of validators names one of them, or any. There may be commas within their quotes. */
    static boolean names(String header, String etag) {
        if (header.strip().equals("*")) {
            return true;
        }
        int at = 0;
        while (at < header.length()) {
            int quote = header.indexOf('"', at);
            int end = quote < 0 ? -1 : header.indexOf('"', quote + 1);
            if (end < 0) {
                return false;
            }
            if (end + 1 - quote == etag.length() && header.startsWith(etag, quote)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    /** The validator of an answer that may be sent compressed, and then isn't the same byte for byte. */
    static String weak(String etag) {
        return "W/" + etag;
    }

    /** Whether what a caller gets may come compressed. */
    static boolean maybeCompressed(@Nullable String acceptEncoding, int length) {
        return acceptEncoding != null && length >= HttpVerticle.COMPRESS_FROM_BYTES;
    }
}
