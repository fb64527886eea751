package io.neuralops.verticles.profiler.load;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Connections of our own. */
class SocketWireTest extends WireContract {
    @Override
    Connector connector(Vertx on, Target target, Duration timeout) {
        return new SocketConnector(on, target, timeout);
    }
}
