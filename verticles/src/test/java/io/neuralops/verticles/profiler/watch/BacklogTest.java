package io.neuralops.verticles.profiler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits for somebody who may be away. */
class BacklogTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final List<List<Integer>> taken = new CopyOnWriteArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger failures = new AtomicInteger();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private Backlog<Integer> backlog(int most, Duration gather) {
        return new Backlog<>(
                vertx, context, most, 10, gather.toMillis(), this::take, cause -> failures.incrementAndGet());
    }

    private Future<?> take(List<Integer> some) {
        if (away.get()) {
            return Future.failedFuture("away");
        }
        taken.add(List.copyOf(some));
        return Future.succeededFuture();
    }

    @Test
    void theFirstWaitsForOthers() {
        Backlog<Integer> backlog = backlog(100, Duration.ofMillis(50));
        context.runOnContext(v -> backlog.offer(1));
        context.runOnContext(v -> backlog.offer(2));
        vertx.setTimer(10, later -> context.runOnContext(v -> backlog.offer(3)));
        Profiling.until("all", () -> !taken.isEmpty());

        assertThat(taken).containsExactly(List.of(1, 2, 3));
        context.runOnContext(v -> backlog.offer(4));
        Profiling.until("the next", () -> taken.size() == 2);
        assertThat(backlog.size()).isZero();
    }

    @Test
    void whoIsInAHurryDoesntWait() {
        Backlog<Integer> backlog = backlog(100, Duration.ofHours(1));
        context.runOnContext(v -> {
            backlog.offer(1);
            backlog.offer(2);
            backlog.hurry();
        });
        backlog.idle().await();

        assertThat(taken).containsExactly(List.of(1, 2));
    }

    @Test
    void ofTooManyTheOldestAreDroppedAndTheOthersKeepTheirOrder() {
        away.set(true);
        Backlog<Integer> backlog = backlog(15, Duration.ZERO);
        context.runOnContext(v -> {
            for (int i = 0; i < 20; i++) {
                backlog.offer(i);
            }
        });
        Profiling.until("the refusal", () -> failures.get() == 1 && backlog.dropped() == 5);
        away.set(false);
        context.runOnContext(v -> backlog.hurry());
        backlog.idle().await();

        assertThat(taken).containsExactly(List.of(5, 6, 7, 8, 9, 10, 11, 12, 13, 14), List.of(15, 16, 17, 18, 19));
    }
}
