package io.neuralops.verticles.profiler.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A server that does to requests what a test says, on event loops of its own. */
public final class ScriptedServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private final List<HttpServerRequest> held = new ArrayList<>();
    private final List<HttpConnection> connections = new CopyOnWriteArrayList<>();
    private boolean holding;
    private long stopped;

    private ScriptedServer(int port, Consumer<HttpServerRequest> script) {
        server = vertx.createHttpServer()
                .connectionHandler(connections::add)
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    script.accept(request);
                })
                .listen(port, "127.0.0.1")
                .await();
    }

    public static ScriptedServer of(Consumer<HttpServerRequest> script) {
        return on(0, script);
    }

    /** On a port; 0 is any free one. */
    public static ScriptedServer on(int port, Consumer<HttpServerRequest> script) {
        return new ScriptedServer(port, script);
    }

    /** Answers at once, but stops once for a while: what came meanwhile is answered when it goes on. */
    public static ScriptedServer stopping(long afterMs, long forMs) {
        ScriptedServer[] self = new ScriptedServer[1];
        ScriptedServer server = new ScriptedServer(0, request -> self[0].answerOrHold(request, afterMs, forMs));
        self[0] = server;
        return server;
    }

    private synchronized void answerOrHold(HttpServerRequest request, long afterMs, long forMs) {
        if (asked.get() == 1) {
            vertx.setTimer(afterMs, stop -> hold(forMs));
        }
        if (holding) {
            held.add(request);
        } else {
            request.response().end("ok");
        }
    }

    private synchronized void hold(long forMs) {
        holding = true;
        stopped = System.nanoTime();
        vertx.setTimer(forMs, on -> goOn());
    }

    private synchronized void goOn() {
        holding = false;
        stopped = System.nanoTime() - stopped;
        held.forEach(request -> request.response().end("ok"));
        held.clear();
    }

    /** For how long it stopped: timers are no stop-watches. */
    public synchronized double stoppedMs() {
        return stopped / 1e6;
    }

    /** Ends all connections. */
    public void disconnect() {
        connections.forEach(HttpConnection::close);
    }

    public int asked() {
        return asked.get();
    }

    public int port() {
        return server.actualPort();
    }

    public Target target() {
        return new Target("GET", URI.create("http://127.0.0.1:" + port() + "/x?y=z"), false, Map.of(), new byte[0]);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
