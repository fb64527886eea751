package io.neuralops.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Listens on the service's ports. Several of these share them, each with an event loop and a router of its own. */
public final class HttpVerticle extends VerticleBase {
    static final int MAX_HEADER_BYTES = 16 << 10;
    static final int MAX_LINE_BYTES = 8 << 10;
    /** Of HTTP/2, on a connection: as many as a tenant may have under way on an event loop. */
    static final int MAX_STREAMS = 128;
    /** Whoever takes back more requests than that within half a minute makes us work for nothing ("rapid reset"). */
    private static final int MAX_RESETS = 200;

    /** Of a WebSocket: what is said in one has less. */
    public static final int MAX_SOCKET_FRAME = 64 << 10;

    private static final int RESETS_WITHIN_SECONDS = 30;
    private static final int DRAIN_SECONDS = 10;
    /** Smaller answers are sent as they are, whatever the caller takes. */
    static final int COMPRESS_FROM_BYTES = 4 << 10;

    private final Function<Vertx, Served> routes;
    private final Edge edge;
    private final String host;
    private final List<Integer> ports;
    private final List<HttpServer> servers = new ArrayList<>();
    private @Nullable Served served;

    /**
     * Prepares to listen.
     *
     * @param ports negative ones are any free port, the same for all that give the same number
     */
    public HttpVerticle(Function<Vertx, Served> routes, Edge edge, String host, List<Integer> ports) {
        this.routes = routes;
        this.edge = edge;
        this.host = host;
        this.ports = ports;
    }

    @Override
    public Future<?> start() {
        Served serving = routes.apply(vertx);
        served = serving;
        edge.start(vertx);
        List<Future<HttpServer>> listening = new ArrayList<>();
        for (int port : ports) {
            HttpServer server = edge.install(vertx.createHttpServer(options()), serving.router());
            // In the order of the ports, not of who is the first to listen: callers are told the first.
            servers.add(server);
            listening.add(server.listen(port, host));
        }
        return Future.all(listening);
    }

    /** Takes no more requests, answers those under way, then closes; what takes too long is cut off. */
    @Override
    public Future<?> stop() {
        List<Future<?>> ending = new ArrayList<>();
        Served serving = served;
        if (serving != null) {
            // Of itself the server would wait for WebSockets as long as it can.
            ending.add(serving.sockets().drain());
        }
        servers.forEach(server -> ending.add(server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS)));
        return Future.join(ending).onComplete(drained -> edge.stop());
    }

    /** The ports that are really listened on. */
    public List<Integer> actualPorts() {
        return servers.stream().map(HttpServer::actualPort).toList();
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setCompressionSupported(true)
                .setCompressionContentSizeThreshold(COMPRESS_FROM_BYTES)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(MAX_STREAMS)
                        .setMaxHeaderListSize(MAX_HEADER_BYTES)
                        .setPushEnabled(false))
                .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
                .setHttp2RstFloodWindowDuration(RESETS_WITHIN_SECONDS)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setHandle100ContinueAutomatically(true)
                // Requests become WebSockets at their own addresses (SocketRoute). Each connection would have a handler
                // for these, and
                // what is unpacked has no bound.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                // After the last frame the output is closed, and the connection's guard waits for the other side.
                .setWebSocketClosingTimeout(0)
                .setMaxWebSocketFrameSize(MAX_SOCKET_FRAME)
                .setMaxWebSocketMessageSize(MAX_SOCKET_FRAME)
                .setTcpNoDelay(true);
    }
}
