package io.neuralops.verticles.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatTest {
    private static final int MANY = 1_000_000;

    private final AtomicInteger taken = new AtomicInteger();

    @Test
    void stepsAreTakenUntilOneSaysThatThereIsNoMore() {
        Future<Void> done = Repeat.whileMore(() -> Future.succeededFuture(taken.incrementAndGet() < 3));

        assertThat(done.succeeded()).isTrue();
        assertThat(taken).hasValue(3);
    }

    /** The stack would not hold as many if one ended inside the other. */
    @Test
    void aMillionStepsAreTaken() {
        assertThat(Repeat.whileMore(() -> Future.succeededFuture(taken.incrementAndGet() < MANY))
                        .succeeded())
                .isTrue();
        assertThat(taken).hasValue(MANY);
    }

    @Test
    void theNextIsTakenWhenTheOneBeforeHasEnded() {
        Promise<Boolean> first = Promise.promise();
        Future<Void> done =
                Repeat.whileMore(() -> taken.incrementAndGet() == 1 ? first.future() : Future.succeededFuture(false));
        assertThat(taken).hasValue(1);
        assertThat(done.isComplete()).isFalse();

        first.complete(true);
        assertThat(taken).hasValue(2);
        assertThat(done.succeeded()).isTrue();
    }

    @Test
    void aFailureEndsIt() {
        assertThat(Repeat.whileMore(() -> Future.failedFuture("broken")).failed())
                .isTrue();
        assertThat(Repeat.whileMore(() -> {
                            throw new IllegalStateException("broken");
                        })
                        .failed())
                .isTrue();
    }
}
