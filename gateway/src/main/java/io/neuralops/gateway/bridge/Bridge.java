package io.neuralops.gateway.bridge;

import io.neuralops.gateway.auth.Authenticator;
import io.neuralops.gateway.http.OperationCalls;
import io.neuralops.gateway.http.Sockets;
import io.neuralops.verticles.fanout.Feed;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.LongSupplier;

/** The bridge of the process: what its event loops share. Thread-safe. */
public final class Bridge {
    private final Feed feed;
    private final Authenticator authenticator;
    private final Json json;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final BridgeLimits limits;
    private final Places places;
    private final BridgeFigures figures = new BridgeFigures();

    /**
     * Begins with no connection.
     *
     * @param nanoTime a clock that never goes back
     */
    public Bridge(
            Feed feed,
            Authenticator authenticator,
            Json json,
            Clock clock,
            LongSupplier nanoTime,
            BridgeLimits limits) {
        this.feed = feed;
        this.authenticator = authenticator;
        this.json = json;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.limits = limits;
        places = new Places(limits, nanoTime);
    }

    /** What takes the connections of one event loop. On it. */
    public Sockets sockets(Vertx vertx, OperationCalls calls) {
        LoopTopics topics = new LoopTopics(feed);
        Desk desk =
                new Desk(calls, topics, new FrameReader(json), new FrameWriter(json), figures, limits, clock, nanoTime);
        return new LoopSockets(vertx, desk, places, authenticator, json);
    }

    /** What happened. */
    public BridgeFigures figures() {
        return figures;
    }

    /** Connections that are open. */
    public int open() {
        return places.open();
    }
}
