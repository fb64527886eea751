package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Locale;

/** Undoes the {@code Content-Encoding} of bodies. */
final class Encodings {
    /** What is taken, in the words of {@code Accept-Encoding}. */
    static final String ACCEPTED = "gzip";

    private Encodings() {}

    /** The body as it was before it was encoded; {@link Failure.UnsupportedEncoding} if that can't be had. */
    static ReadStream<Buffer> decoded(HttpServerRequest request) {
        List<String> encodings = request.headers().getAll(HttpHeaders.CONTENT_ENCODING);
        if (encodings.isEmpty()) {
            return request;
        }
        String encoding = String.join(",", encodings).strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity" -> request;
            case "gzip", "x-gzip" -> new UnpackedBody(request, ((HttpServerRequestInternal) request).context());
            default ->
                throw new Failure.UnsupportedEncoding(
                                "the body's Content-Encoding is none that is read here; gzip is, or none at all")
                        .asException();
        };
    }
}
