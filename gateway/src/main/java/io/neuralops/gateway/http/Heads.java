package io.neuralops.gateway.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.neuralops.models.failure.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with the head of a request, before anybody asks what it wants. */
final class Heads {
    private static final String CHUNKED = "chunked";

    private Heads() {}

    /** Why a request that could be parsed is refused all the same, if it is. */
    static Optional<Failure> refusal(HttpServerRequest request) {
        HttpVersion version = request.version();
        if (version == HttpVersion.HTTP_2) {
            return Optional.empty();
        }
        MultiMap headers = request.headers();
        int hosts = headers.getAll(HttpHeaders.HOST).size();
        if (hosts > 1 || (hosts == 0 && version == HttpVersion.HTTP_1_1)) {
            return malformed("it must have one Host header, and has " + hosts);
        }
        List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        if (!codings.isEmpty() && !(codings.size() == 1 && codings.getFirst().equalsIgnoreCase(CHUNKED))) {
            return malformed("its Transfer-Encoding is something else than chunked");
        }
        return Optional.empty();
    }

    /** What kept a request from being parsed. */
    static Failure unparsable(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Failure.UriTooLong(
                    "the request line is too long; at most " + HttpVerticle.MAX_LINE_BYTES + " bytes are taken");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Failure.HeadersTooLarge(
                    "the headers are too large; at most " + HttpVerticle.MAX_HEADER_BYTES + " bytes are taken");
        }
        return new Failure.Malformed(null, "the request line or a header is not well formed");
    }

    private static Optional<Failure> malformed(String why) {
        return Optional.of(new Failure.Malformed(null, "the request is refused: " + why));
    }
}
