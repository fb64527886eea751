package io.neuralops.verticles.profiler.load;

import io.neuralops.models.failure.Check;
import java.time.Duration;

/**
 * A measurement.
 *
 * @param warmUp at the beginning, in which requests are sent and don't count; part of the rate's duration
 * @param connections how many are open at most; over HTTP/1.1 each has one request under way
 * @param timeout how long after it was sent an answer is waited for
 * @param lanes on how many event loops
 * @param seed of what is left to chance
 */
public record LoadPlan(
        Target target,
        Expectation expectation,
        Rate rate,
        Duration warmUp,
        int connections,
        Duration timeout,
        int lanes,
        long seed) {
    private static final int MOST_CONNECTIONS = 20_000;
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    public LoadPlan {
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw Check.invalid("connections", "must be 1 to " + MOST_CONNECTIONS);
        }
        if (rate.duration().compareTo(LONGEST) > 0) {
            throw Check.invalid("duration", "must be at most a day");
        }
        if (warmUp.isNegative() || warmUp.compareTo(rate.duration()) >= 0) {
            throw Check.invalid("warm_up", "must be shorter than the duration");
        }
        Check.positive("timeout", timeout);
        if (timeout.compareTo(LONGEST_WAIT) > 0) {
            throw Check.invalid("timeout", "must be at most ten minutes");
        }
        lanes = Math.min(lanes, connections);
    }
}
