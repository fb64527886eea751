package io.neuralops.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** Something under a path that needs no token. */
public record OpenPage(String path, Content content) {

    /** Makes the content for a request. */
    @FunctionalInterface
    public interface Content {
        Future<Body> of(RoutingContext context);
    }

    /** What is answered. */
    public record Body(int status, String mediaType, Buffer bytes) {
        public static Body text(int status, String mediaType, String text) {
            return new Body(status, mediaType, Buffer.buffer(text));
        }
    }

    /** A page that can be made at once. */
    public static OpenPage of(String path, String mediaType, Supplier<String> text) {
        return new OpenPage(path, context -> Future.succeededFuture(Body.text(200, mediaType, text.get())));
    }
}
