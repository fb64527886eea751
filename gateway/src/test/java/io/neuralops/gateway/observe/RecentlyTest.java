package io.neuralops.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentlyTest {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final List<Promise<String>> looks = new ArrayList<>();
    private final Recently<String> recently = new Recently<>(this::look, FRESH, nanos::get);

    @Test
    void whoeverAsksWhileItIsLookedHearsOfTheSameLook() {
        Future<String> one = recently.get();
        Future<String> other = recently.get();
        assertThat(looks).hasSize(1);
        assertThat(other.isComplete()).isFalse();

        looks.getFirst().complete("well");

        assertThat(one.result()).isEqualTo("well");
        assertThat(other.result()).isEqualTo("well");
    }

    @Test
    void whatWasFoundIsToldAgainForASecondAndNoLonger() {
        recently.get();
        looks.getFirst().complete("well");

        advance(FRESH.minusNanos(1));
        assertThat(recently.get().result()).isEqualTo("well");
        assertThat(looks).hasSize(1);
        advance(Duration.ofNanos(1));
        Future<String> later = recently.get();
        assertThat(looks).hasSize(2);
        looks.getLast().complete("ill");

        assertThat(later.result()).isEqualTo("ill");
        assertThat(recently.get().result()).isEqualTo("ill");
    }

    @Test
    void whatTookLongIsToldToThoseWhoWaitedAndToNobodyAfterThem() {
        Future<String> waited = recently.get();
        advance(Duration.ofSeconds(3));
        looks.getFirst().complete("ill");
        assertThat(waited.result()).isEqualTo("ill");

        Future<String> later = recently.get();
        looks.getLast().complete("well");

        assertThat(looks).hasSize(2);
        assertThat(later.result()).isEqualTo("well");
    }

    @Test
    void aFailureIsNotRemembered() {
        recently.get();
        looks.getFirst().fail("nobody knows");

        recently.get();

        assertThat(looks).hasSize(2);
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Future<String> look() {
        Promise<String> look = Promise.promise();
        looks.add(look);
        return look.future();
    }
}
