package io.neuralops.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers every request with the same two letters, and stops once for a while if it is told to. */
final class PlainServer extends VerticleBase {
    private final int port;
    private final long stopsAfterMs;
    private final long stopsForMs;
    private final AtomicBoolean asked = new AtomicBoolean();

    private PlainServer(int port, long stopsAfterMs, long stopsForMs) {
        this.port = port;
        this.stopsAfterMs = stopsAfterMs;
        this.stopsForMs = stopsForMs;
    }

    /**
     * Serves until the process is ended, on one event loop.
     *
     * @param arguments the port, how many milliseconds after the first request it stops, and for how many; 0 for never
     */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        long after = Long.parseLong(arguments[1]);
        long lasting = Long.parseLong(arguments[2]);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        vertx.deployVerticle(() -> new PlainServer(port, after, lasting), new DeploymentOptions())
                .await();
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
        if (stopsForMs > 0 && asked.compareAndSet(false, true)) {
            vertx.setTimer(stopsAfterMs, due -> stopForAWhile());
        }
        request.response().end("ok");
    }

    /** As a long pause of a collector would: the event loop does nothing at all. */
    private void stopForAWhile() {
        try {
            Thread.sleep(stopsForMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
