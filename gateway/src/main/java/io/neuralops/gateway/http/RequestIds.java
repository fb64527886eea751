package io.neuralops.gateway.http;

import io.neuralops.models.privacy.Redactor;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request a name that goes out with the answer, so that a caller and the log can speak of the same one: the
 * caller's own, or that of its trace (W3C {@code traceparent}), or a new one.
 */
final class RequestIds implements Handler<RoutingContext> {
    static final String HEADER = "X-Request-Id";
    private static final String TRACE_HEADER = "traceparent";
    private static final int MAX_LENGTH = 64;

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.response().putHeader(HEADER, id(request.getHeader(HEADER), request.getHeader(TRACE_HEADER)));
        context.next();
    }

    /** The name of a request that has these headers. */
    static String id(@Nullable String given, @Nullable String traceparent) {
        if (given != null && harmless(given)) {
            return given;
        }
        String trace = TraceParent.traceId(traceparent);
        return trace == null
                ? HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong())
                : trace;
    }

    /** Whether it may be repeated in a header and in the log as it is: an account or a card may look like a number of a request. */
    private static boolean harmless(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_LENGTH
                && id.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0))
                && Redactor.inName(id).isEmpty();
    }
}
