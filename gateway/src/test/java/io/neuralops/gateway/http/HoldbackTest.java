package io.neuralops.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HoldbackTest {
    private final Throwable overLimit = new Failure.RateLimited("d", Duration.ofSeconds(1)).asException();
    private static final long SEED = 7;

    private final Deque<Runnable> due = new ArrayDeque<>();
    private final Set<Duration> waits = new HashSet<>();
    private final Holdback holdback = new Holdback(this::later, new Random(SEED));
    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void whatIsOverTheLimitIsAnsweredAfterAMoment() {
        holdback.answer(overLimit, answered::incrementAndGet);
        assertThat(answered).hasValue(0);

        due.remove().run();
        assertThat(answered).hasValue(1);
    }

    @Test
    void thoseWhoAreRefusedTogetherDontComeBackTogether() {
        for (int i = 0; i < 100; i++) {
            holdback.answer(overLimit, answered::incrementAndGet);
        }

        assertThat(waits)
                .hasSizeGreaterThan(50)
                .allSatisfy(wait -> assertThat(wait).isBetween(Holdback.LEAST, Holdback.LEAST.plus(Holdback.MORE)));
    }

    @Test
    void othersAreAnsweredAtOnce() {
        holdback.answer(new Failure.Overloaded("d", Duration.ofSeconds(1)).asException(), answered::incrementAndGet);
        holdback.answer(new IllegalStateException("bug"), answered::incrementAndGet);

        assertThat(answered).hasValue(2);
        assertThat(due).isEmpty();
    }

    @Test
    void whatIsHeldIsBoundedAndAnsweredPlacesAreFreeAgain() {
        for (int i = 0; i < Holdback.MOST; i++) {
            holdback.answer(overLimit, answered::incrementAndGet);
        }
        holdback.answer(overLimit, answered::incrementAndGet);
        assertThat(answered).hasValue(1);

        due.remove().run();
        holdback.answer(overLimit, answered::incrementAndGet);
        assertThat(answered).hasValue(2);
        assertThat(due).hasSize(Holdback.MOST);
    }

    private void later(Duration after, Runnable task) {
        waits.add(after);
        due.add(task);
    }
}
