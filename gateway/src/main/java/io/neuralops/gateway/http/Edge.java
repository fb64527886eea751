package io.neuralops.gateway.http;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.neuralops.gateway.http.connection.ConnectionGuard;
import io.neuralops.gateway.http.connection.Connections;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.util.Optional;

/** What every request passes before it is routed: it is watched, and refused if its head is not well formed. */
public final class Edge {
    private final Connections connections;
    private final Replies replies;

    public Edge(Connections connections, Json json) {
        this.connections = connections;
        this.replies = new Replies(json);
    }

    /** Has a server's requests pass here on their way to the routes. */
    HttpServer install(HttpServer server, Handler<HttpServerRequest> routes) {
        Handler<HttpServerRequest> handler = request -> take(request, routes);
        return server.requestHandler(handler)
                .connectionHandler(connection -> connected(connection, handler))
                .invalidRequestHandler(this::refuse);
    }

    private void connected(HttpConnection connection, Handler<HttpServerRequest> handler) {
        if (connection instanceof Http1xServerConnection http1) {
            // Vert.x would answer unknown versions by itself, and look for web sockets in each request.
            http1.handler(handler);
            ConnectionGuard.of(connection).watchBodies(connection);
        }
    }

    private void take(HttpServerRequest request, Handler<HttpServerRequest> routes) {
        WatchedRequest watched = new WatchedRequest((HttpServerRequestInternal) request);
        Exchange exchange = new Exchange(watched, connections, replies);
        exchange.begin();
        Optional<Failure> refusal = Heads.refusal(request);
        if (refusal.isPresent()) {
            exchange.refuse(refusal.get());
        } else if (request.version() != HttpVersion.HTTP_2 && request.response().writeQueueFull()) {
            afterDrain(watched, routes);
        } else {
            routes.handle(watched);
        }
    }

    /** Callers that send on and on without reading any answer don't get more into memory than one. */
    private static void afterDrain(WatchedRequest request, Handler<HttpServerRequest> routes) {
        HttpServerResponse response = request.response();
        request.pause();
        response.drainHandler(drained -> {
            response.drainHandler(null);
            request.resume();
            routes.handle(request);
        });
    }

    private void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof PrematureChannelClosureException) {
            request.connection().close();
            return;
        }
        Exchange exchange = new Exchange(new WatchedRequest((HttpServerRequestInternal) request), connections, replies);
        exchange.begin();
        exchange.refuse(Heads.unparsable(cause));
    }
}
