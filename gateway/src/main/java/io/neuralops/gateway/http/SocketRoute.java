package io.neuralops.gateway.http;

import io.neuralops.gateway.auth.AcceptedToken;
import io.neuralops.gateway.auth.Authenticator;
import io.neuralops.gateway.auth.Credential;
import io.neuralops.gateway.auth.Origins;
import io.neuralops.gateway.http.connection.ConnectionGuard;
import io.neuralops.models.failure.Failure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes WebSockets of requests at their own addresses. A server's handler for WebSockets would have a look at each request; this
 * way no other request pays for them.
 */
final class SocketRoute {
    /** Where messages are as they are. */
    static final String RAW = "/eventbus/websocket";
    /** Where they are wrapped as clients of SockJS do. */
    static final String SOCKJS = "/eventbus/{server}/{session}/websocket";

    /** Where clients of SockJS ask what there is. */
    static final String INFO = "/eventbus/info";

    private static final String VERSION = "13";
    private static final int KEY_LENGTH = 24;
    private static final int OK = 200;

    private final Authenticator authenticator;
    private final Sockets sockets;
    private final Holdback holdback;
    private final Replies replies;

    SocketRoute(Authenticator authenticator, Sockets sockets, Holdback holdback, Replies replies) {
        this.authenticator = authenticator;
        this.sockets = sockets;
        this.holdback = holdback;
        this.replies = replies;
    }

    void raw(RoutingContext context) {
        handle(context.request(), false);
    }

    void sockJs(RoutingContext context) {
        handle(context.request(), true);
    }

    /**
     * What clients of SockJS ask for first.
     *
     * @param entropy they use it to make up names
     */
    private record Info(boolean websocket, List<String> origins, boolean cookieNeeded, int entropy) {}

    /** Only WebSockets are there: the other ways go by a name of the session in the address, which whoever reads a log could use. */
    void info(RoutingContext context) {
        Info info = new Info(
                true, List.of("*:*"), false, ThreadLocalRandom.current().nextInt());
        replies.value(context.response(), OK, info);
    }

    private void handle(HttpServerRequest request, boolean sockJs) {
        request.pause();
        Exchange exchange = Exchange.of(request);
        Future.succeededFuture()
                .compose(begun -> {
                    refusal(request).ifPresent(failure -> {
                        throw failure.asException();
                    });
                    sockets.knock();
                    return visitor(request, sockJs);
                })
                .compose(visitor -> open(request, exchange, visitor))
                .onFailure(cause -> {
                    sockets.turnedAway(cause);
                    request.resume();
                    holdback.answer(cause, () -> replies.failure(request.response(), cause));
                });
    }

    private Future<?> open(HttpServerRequest request, Exchange exchange, Sockets.Visitor visitor) {
        if (request.response().closed()) {
            return Future.succeededFuture();
        }
        AcceptedToken accepted = visitor.accepted();
        if (accepted != null) {
            exchange.by(accepted.principal());
        }
        Sockets.Place place = sockets.enter(visitor);
        ConnectionGuard guard = ConnectionGuard.of(request.connection());
        Future<ServerWebSocket> upgraded = request.toWebSocket();
        return upgraded.onSuccess(socket -> exchange.upgraded(place.opened(socket, guard)))
                .onFailure(failed -> place.leave());
    }

    private Future<Sockets.Visitor> visitor(HttpServerRequest request, boolean sockJs) {
        boolean sameMachine = authenticator.sameMachine(request);
        String header = request.getHeader("Authorization");
        if (header == null) {
            return Future.succeededFuture(new Sockets.Visitor(
                    null, null, authenticator.withoutToken(request).orElse(null), sameMachine, sockJs));
        }
        Credential credential = new Credential(header, sameMachine);
        return authenticator
                .check(credential)
                .map(accepted -> new Sockets.Visitor(credential, accepted, null, sameMachine, sockJs));
    }

    /** What would keep Vert.x from taking it, said in the form of all problems. */
    private static Optional<Failure> refusal(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_1
                || !request.method().equals(HttpMethod.GET)
                || !names(request.getHeader("Upgrade"), "websocket")
                || !names(request.getHeader("Connection"), "upgrade")) {
            return Optional.of(new Failure.Malformed(
                    null, "this is a WebSocket; connect with one, over HTTP/1.1 (README.md has examples)"));
        }
        String length = request.getHeader("Content-Length");
        if (request.headers().contains("Transfer-Encoding") || (length != null && !length.equals("0"))) {
            // Vert.x would wait for it, and of one that is too long it never says that there is no socket.
            return Optional.of(new Failure.Malformed("body", "must not be there: this is to become a WebSocket"));
        }
        if (!VERSION.equals(request.getHeader("Sec-WebSocket-Version"))) {
            return Optional.of(new Failure.Malformed("Sec-WebSocket-Version", "must be " + VERSION));
        }
        List<String> keys = request.headers().getAll("Sec-WebSocket-Key");
        if (keys.size() != 1 || keys.getFirst().length() != KEY_LENGTH) {
            return Optional.of(new Failure.Malformed("Sec-WebSocket-Key", "must be 16 bytes in base64, once"));
        }
        return Origins.refusal(request);
    }

    private static boolean names(@Nullable String header, String token) {
        if (header == null) {
            return false;
        }
        for (String one : header.split(",", -1)) {
            if (one.strip().toLowerCase(Locale.ROOT).equals(token)) {
                return true;
            }
        }
        return false;
    }
}
