package io.neuralops.verticles.cache;

import static io.neuralops.verticles.cache.Answers.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.verticles.cache.CacheFigures.Asked;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalCacheTest extends CacheContract {
    private final AtomicLong now = new AtomicLong();
    private double drawn = 0.5;

    @Override
    protected Cache open(Keeping keeping) {
        return new LocalCache(keeping, now::get, () -> drawn);
    }

    @Test
    void anAnswerIsKeptForAsLongAsWasDrawn() {
        drawn = 0;
        answers.ask(cache, key("acme", "short"), "old");
        drawn = 1;
        answers.ask(cache, key("acme", "long"), "old");

        now.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(answers.ask(cache, key("acme", "short"), "new")).isEqualTo("new");
        assertThat(answers.ask(cache, key("acme", "long"), "new")).isEqualTo("old");

        now.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(answers.ask(cache, key("acme", "long"), "new")).isEqualTo("new");
    }

    @Test
    void itHoldsNoMoreThanItsBound() {
        Cache small = opened(new Keeping(Duration.ofSeconds(60), 0, 1_000, 20_000));
        for (int i = 0; i < 200; i++) {
            answers.ask(small, key("acme", "q" + i), "x".repeat(1_000));
        }

        for (int i = 0; i < 200; i++) {
            answers.ask(small, key("acme", "q" + i), "x".repeat(1_000));
        }

        assertThat(small.figures().of(Asked.HIT)).isLessThan(20 + 20);
    }

    @Test
    void whatIsKeptIsBounded() {
        assertThatThrownBy(() -> new Keeping(Duration.ZERO, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Keeping(Duration.ofSeconds(1), 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Keeping(Duration.ofSeconds(1), 0, 2, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
