package io.neuralops.verticles.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private final SingleFlight<String, Integer> flights = new SingleFlight<>();
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void whatIsUnderWayIsSharedAndWhatIsDoneIsBegunAnew() {
        Promise<Integer> first = Promise.promise();

        Future<Integer> a = flights.run("k", () -> begin(first));
        Future<Integer> b = flights.run("k", () -> begin(Promise.promise()));
        Future<Integer> other = flights.run("other", () -> begin(Promise.promise()));
        first.complete(7);

        assertThat(a.result()).isEqualTo(7);
        assertThat(b.result()).isEqualTo(7);
        assertThat(other.isComplete()).isFalse();
        assertThat(begun).hasValue(2);
        flights.run("k", () -> begin(Promise.promise()));
        assertThat(begun).hasValue(3);
    }

    @Test
    void aFailureIsSharedAndForgotten() {
        Promise<Integer> first = Promise.promise();
        Future<Integer> a = flights.run("k", () -> begin(first));
        Future<Integer> b = flights.run("k", () -> begin(Promise.promise()));

        first.fail("no");

        assertThat(a.failed()).isTrue();
        assertThat(b.failed()).isTrue();
        assertThat(flights.run("k", () -> Future.succeededFuture(1)).result()).isEqualTo(1);
    }

    @Test
    void aTaskThatThrowsIsAFailureAndLeavesNothingUnderWay() {
        Future<Integer> thrown = flights.run("k", () -> {
            throw new IllegalStateException("no");
        });

        assertThat(thrown.failed()).isTrue();
        assertThat(flights.run("k", () -> Future.succeededFuture(1)).result()).isEqualTo(1);
    }

    private Future<Integer> begin(Promise<Integer> promise) {
        begun.incrementAndGet();
        return promise.future();
    }
}
