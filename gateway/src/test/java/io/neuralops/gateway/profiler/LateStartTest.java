package io.neuralops.gateway.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.gateway.Await;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the profiler begins, and that it ends with the service whenever that ends. */
class LateStartTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private LateStart begin() {
        return new LateStart(new Blocking(vertx), this::look, this::start, now::get);
    }

    private Future<Boolean> look() {
        asked.incrementAndGet();
        return asked.get() == 1 ? Future.failedFuture("can't be told") : Future.succeededFuture(ready.get());
    }

    private Future<Runnable> start() {
        running.incrementAndGet();
        return Future.succeededFuture(running::decrementAndGet);
    }

    @Test
    void itWaitsUntilTheServiceIsReady() {
        LateStart late = begin();
        Await.until("some looks", () -> asked.get() >= 3);
        assertThat(running).hasValue(0);

        ready.set(true);
        Await.until("the start", () -> running.get() == 1);
        late.close();
        assertThat(running).hasValue(0);
    }

    @Test
    void butNotForEver() {
        try (LateStart late = begin()) {
            now.set(Duration.ofSeconds(61).toNanos());
            Await.until("the start", () -> running.get() == 1);
            assertThat(late).isNotNull();
        }
        assertThat(running).hasValue(0);
    }

    @Test
    void whatHasEndedIsNotStarted() {
        LateStart late = begin();
        late.close();
        ready.set(true);
        int before = asked.get();
        Await.until("another look", () -> asked.get() > before);
        assertThat(running).hasValue(0);
    }
}
