package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * Holds back for a moment what a tenant over its limit is told. Whoever asks again as soon as an answer is there waits then,
 * instead of taking the time of others: with so many connections no more can be asked in a second than fit. Its requests are
 * dropped already, so that a held answer costs a timer. How long is drawn, or those who were refused together would come back
 * together. Belongs to one event loop; it needs no lock.
 */
final class Holdback {
    static final Duration LEAST = Duration.ofMillis(100);
    static final Duration MORE = Duration.ofMillis(100);
    /** What more callers than that ask is answered at once. */
    static final int MOST = 4_096;

    private final BiConsumer<Duration, Runnable> timer;
    private final RandomGenerator random;
    private int held;

    /**
     * Begins with nothing held.
     *
     * @param timer runs a task on this event loop, after a time
     */
    Holdback(BiConsumer<Duration, Runnable> timer, RandomGenerator random) {
        this.timer = timer;
        this.random = random;
    }

    /** Has a failure answered: after a moment if it is one too many of a tenant, else now. */
    void answer(Throwable cause, Runnable answer) {
        if (held == MOST || !overLimit(cause)) {
            answer.run();
            return;
        }
        held++;
        timer.accept(LEAST.plusMillis(random.nextLong(MORE.toMillis())), () -> {
            held--;
            answer.run();
        });
    }

    private static boolean overLimit(Throwable cause) {
        return cause instanceof FailureException failed && failed.failure() instanceof Failure.RateLimited;
    }
}
