package io.neuralops.verticles.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private double drawn = 0.5;
    private final Backoff backoff = new Backoff(() -> drawn);

    @Test
    void itIsLeftAloneLongerEachTimeUpToABound() {
        assertThat(IntStream.range(0, 9).mapToLong(i -> backoff.failed()))
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 10_000L, 10_000L);
        IntStream.range(0, 100).forEach(i -> backoff.failed());
        assertThat(backoff.failed()).isEqualTo(10_000);

        backoff.succeeded();
        assertThat(backoff.failed()).isEqualTo(100);
    }

    @Test
    void theTimeIsDrawn() {
        drawn = 0;
        assertThat(backoff.failed()).isEqualTo(50);
        drawn = 1;
        assertThat(backoff.failed()).isEqualTo(300);
    }
}
