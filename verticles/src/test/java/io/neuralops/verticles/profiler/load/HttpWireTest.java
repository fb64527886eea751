package io.neuralops.verticles.profiler.load;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Connections of Vert.x' HTTP client. */
class HttpWireTest extends WireContract {
    @Override
    Connector connector(Vertx on, Target target, Duration timeout) {
        return new HttpConnector(on, target, timeout);
    }
}
