package io.neuralops.verticles.profiler.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Makes connections to one target, each on the event loop that it is asked on. */
interface Connector {
    int LONGEST_CONNECT_MS = 5_000;

    /** One more connection: to an address, or to wherever the target's name leads. In the name of the target in any case. */
    Future<Wire> connect(Optional<SocketAddress> pinned);

    /** Lets go of what the connections share. */
    Future<Void> close();

    /** What costs as little as it can for each request; HTTP/2 takes Vert.x' client. */
    static Connector sparing(Vertx vertx, Target target, Duration timeout) {
        return target.http2() ? new HttpConnector(vertx, target, timeout) : new SocketConnector(vertx, target, timeout);
    }

    static int connectMs(Duration timeout) {
        return Math.clamp(timeout.toMillis(), 1, LONGEST_CONNECT_MS);
    }
}
