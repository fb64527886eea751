package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads bodies that fit into memory, and no others. The request must be paused. */
final class Bodies {
    /** A command has a few hundred bytes; the largest that is valid stays below this. */
    static final int MAX_BYTES = 1 << 20;

    private Bodies() {}

    /** The whole body, unpacked; fails with {@link Failure.TooLarge} once it is known to be over the bound. */
    static Future<byte[]> read(HttpServerRequest request) {
        return read(request, MAX_BYTES);
    }

    /** The same with another bound. */
    static Future<byte[]> read(HttpServerRequest request, int most) {
        return read(Encodings.decoded(request), most);
    }

    private static Future<byte[]> read(ReadStream<Buffer> stream, int most) {
        Promise<byte[]> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        stream.exceptionHandler(promise::tryFail);
        stream.handler(part -> {
            if (body.length() + part.length() > most) {
                promise.tryFail(new Failure.TooLarge("the body has more than " + most + " bytes").asException());
                // What still comes is not even unpacked.
                stream.handler(null);
            } else {
                body.appendBuffer(part);
            }
        });
        stream.endHandler(ended -> promise.tryComplete(body.getBytes()));
        stream.resume();
        return promise.future();
    }

    /** Whether JSON begins with a bracket. */
    static boolean isArray(byte[] json) {
        int at = 0;
        while (at < json.length && json[at] >= 0 && json[at] <= ' ') {
            at++;
        }
        return at < json.length && json[at] == '[';
    }

    /** Whether the body is of a media type, whatever its parameters. */
    static boolean is(HttpServerRequest request, String mediaType) {
        return mediaType.equals(mediaType(request));
    }

    /** The body's media type in lower case, without parameters. */
    static @Nullable String mediaType(HttpServerRequest request) {
        String header = request.getHeader("Content-Type");
        if (header == null) {
            return null;
        }
        int semicolon = header.indexOf(';');
        return (semicolon < 0 ? header : header.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
