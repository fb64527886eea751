package io.neuralops.bench.load;

import java.util.Map;

/**
 * What callers saw, who ask at a constant rate.
 *
 * @param acceptedPerSecond until the last answer; less than was offered when the server fell behind
 * @param statuses how many answers of each status there were, warm-up included
 * @param broken requests whose connection ended before their answer
 * @param unanswered requests without an answer when it was waited no longer
 * @param accepted from when they were meant to be sent, of those answered with 200
 * @param refused the same of those answered with 429 or 503
 * @param lateness of the generator itself: from when a request could have been sent until it was
 * @param waitedForConnection requests that were due while all connections were busy
 * @param generatorCpuUs what a request cost the generator, in microseconds of its processor
 */
public record LoadResult(
        double offeredPerSecond,
        double acceptedPerSecond,
        Map<Integer, Long> statuses,
        long broken,
        long unanswered,
        Latencies accepted,
        Latencies refused,
        Latencies lateness,
        long waitedForConnection,
        double generatorCpuUs) {
    /** The generator's own delay, above which a figure is about the generator. */
    private static final double MOST_LATE_MS = 10;

    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    /** One of so many may be refused: a pause of the collector fills the places for a moment at any rate. */
    private static final long MOST_REFUSED = 1_000;

    /** How many requests had another end than one of these statuses. */
    public long otherThan(int... expected) {
        long others = broken + unanswered;
        for (Map.Entry<Integer, Long> entry : statuses.entrySet()) {
            boolean foreseen = false;
            for (int status : expected) {
                foreseen |= status == entry.getKey();
            }
            others += foreseen ? 0 : entry.getValue();
        }
        return others;
    }

    /** Whether a rate is sustained as far as answers go: of a thousand requests at most one was not answered with 200. */
    public boolean sustained() {
        long all = statuses.values().stream().mapToLong(Long::longValue).sum() + broken + unanswered;
        return otherThan(OK, TOO_MANY_REQUESTS) == 0 && otherThan(OK) * MOST_REFUSED <= all;
    }

    /** Whether the generator kept to its schedule: 99 of 100 requests were sent when they could be. */
    public boolean punctual() {
        return lateness.p99Ms() <= MOST_LATE_MS;
    }
}
