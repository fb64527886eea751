package io.neuralops.gateway.http;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/** Something to be read under a path that is no operation. */
public sealed interface Page {
    /** Where it is. */
    String path();

    /** What is answered. */
    record Body(int status, String mediaType, Buffer bytes) {
        public static Body text(int status, String mediaType, String text) {
            return new Body(status, mediaType, Buffer.buffer(text));
        }
    }

    /** A page that needs no token, and holds nothing of any tenant. */
    record Open(String path, Supplier<Future<Body>> content) implements Page {}

    /** A page of what the asking tenant has: who asks for it passes all that callers of an operation pass. */
    record Own(String path, Role least, Content content) implements Page {}

    /** Makes a page for who asks. */
    @FunctionalInterface
    interface Content {
        Future<Body> of(Principal principal);
    }

    /** An open page that can be made at once. */
    static Page open(String path, String mediaType, Supplier<String> text) {
        return new Open(path, () -> Future.succeededFuture(Body.text(200, mediaType, text.get())));
    }
}
