package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.vertx.core.Future;
import java.time.Duration;

/** Takes no WebSocket. */
final class NoSockets implements Sockets {
    @Override
    public void knock() {
        throw new Failure.Unavailable("there is no bridge here", Duration.ofSeconds(1)).asException();
    }

    @Override
    public Place enter(Visitor visitor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void turnedAway(Throwable cause) {}

    @Override
    public Future<?> drain() {
        return Future.succeededFuture();
    }
}
