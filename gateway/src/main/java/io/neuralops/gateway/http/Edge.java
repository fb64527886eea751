package io.neuralops.gateway.http;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.neuralops.gateway.http.access.AccessBuffer;
import io.neuralops.gateway.http.connection.ConnectionGuard;
import io.neuralops.gateway.http.connection.Connections;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.time.Clock;
import java.util.Optional;

/**
 * What every request of one event loop passes before it is routed: it is watched and logged, and refused if its head is not
 * well formed.
 */
public final class Edge {
    private static final long FLUSH_MS = 200;

    private final Connections connections;
    private final Replies replies;
    private final AccessBuffer log;
    private final Clock clock;

    public Edge(Connections connections, Json json, AccessBuffer log, Clock clock) {
        this.connections = connections;
        this.replies = new Replies(json);
        this.log = log;
        this.clock = clock;
    }

    Connections connections() {
        return connections;
    }

    Replies replies() {
        return replies;
    }

    AccessBuffer log() {
        return log;
    }

    Clock clock() {
        return clock;
    }

    /** Begins to hand on what is logged, from time to time. On the event loop. */
    void start(Vertx vertx) {
        vertx.setPeriodic(FLUSH_MS, time -> log.endPeriod(clock.millis()));
    }

    /** Hands on what was logged last. On the event loop. */
    void stop() {
        log.endPeriod(clock.millis());
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
        Exchange exchange = new Exchange(watched, this);
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
        Exchange exchange = new Exchange(new WatchedRequest((HttpServerRequestInternal) request), this);
        exchange.begin();
        exchange.refuse(Heads.unparsable(cause));
    }
}
