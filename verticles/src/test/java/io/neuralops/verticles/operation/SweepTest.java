package io.neuralops.verticles.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final int MANY = 200_000;

    private final Sweep sweep = new Sweep();

    @Test
    void manyTurnsAreTakenWhetherTheyEndAtOnceOrLater() {
        Deque<Integer> turns = upTo(MANY);
        assertThat(sweep.once(1, () -> Future.succeededFuture(turns), turn -> Future.succeededFuture(1L))
                        .result())
                .isEqualTo(MANY);
        List<Promise<Long>> open = new ArrayList<>();
        Future<Long> later = sweep.once(1, () -> Future.succeededFuture(upTo(MANY)), turn -> {
            Promise<Long> promise = Promise.promise();
            open.add(promise);
            return promise.future();
        });
        for (int i = 0; i < MANY; i++) {
            open.get(i).complete(2L);
        }
        assertThat(later.result()).isEqualTo(2L * MANY);
    }

    @Test
    void soManyAreTakenAtATimeAndOnlyOnePassIsMade() {
        List<Promise<Long>> open = new ArrayList<>();
        Future<Long> pass = sweep.once(3, () -> Future.succeededFuture(upTo(5)), turn -> {
            Promise<Long> promise = Promise.promise();
            open.add(promise);
            return promise.future();
        });
        assertThat(open).hasSize(3);
        Future<Long> second = sweep.once(1, () -> Future.succeededFuture(upTo(5)), turn -> Future.succeededFuture(1L));
        assertThat(second.result()).isZero();
        for (int i = 0; i < 5; i++) {
            open.get(i).complete(1L);
        }
        assertThat(pass.result()).isEqualTo(5);
        assertThat(sweep.once(1, () -> Future.succeededFuture(upTo(2)), turn -> Future.succeededFuture(1L))
                        .result())
                .isEqualTo(2);
    }

    @Test
    void afterWhatFailsAnotherPassCanBeMade() {
        assertThat(sweep.once(1, () -> Future.succeededFuture(upTo(2)), turn -> Future.failedFuture("no"))
                        .cause())
                .hasMessage("no");
        Promise<Long> slow = Promise.promise();
        Future<Long> later = sweep.once(1, () -> Future.succeededFuture(upTo(2)), turn -> {
            if (turn == 1) {
                throw new IllegalStateException("in the middle");
            }
            return slow.future();
        });
        slow.complete(1L);
        assertThat(later.cause()).hasMessage("in the middle");
        assertThat(sweep.<Integer, Deque<Integer>>once(
                                1,
                                () -> {
                                    throw new IllegalStateException("not even begun");
                                },
                                turn -> Future.succeededFuture(1L))
                        .cause())
                .hasMessage("not even begun");
        assertThat(sweep.once(1, () -> Future.succeededFuture(upTo(2)), turn -> Future.succeededFuture(1L))
                        .result())
                .isEqualTo(2);
    }

    private static Deque<Integer> upTo(int count) {
        return new ArrayDeque<>(IntStream.range(0, count).boxed().toList());
    }
}
