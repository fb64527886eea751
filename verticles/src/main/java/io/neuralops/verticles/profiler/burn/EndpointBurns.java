package io.neuralops.verticles.profiler.burn;

import io.neuralops.verticles.profiler.Budget;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** How fast an endpoint burns what its budget allows. For one thread. */
final class EndpointBurns {
    /** As the names of the percentiles say. */
    private static final double ABOVE_P95 = 0.05;

    private static final double ABOVE_P99 = 0.01;
    /** A budget without any error would be burned at an endless rate. */
    private static final double LEAST_ERRORS = 0.0001;

    private final BurnRate errors;
    private final BurnRate aboveP95 = new BurnRate("p95", ABOVE_P95);
    private final BurnRate aboveP99 = new BurnRate("p99", ABOVE_P99);
    private long last = Long.MIN_VALUE;

    EndpointBurns(Budget budget) {
        errors = new BurnRate("errors", Math.max(LEAST_ERRORS, budget.errorRatio()));
    }

    /** Adds a window. What is known of its time already counts once. */
    void add(Instant from, Instant to, Shares shares) {
        long end = nanos(to);
        long begin = Math.max(nanos(from), last);
        if (begin < end) {
            errors.add(begin, end, shares.errors());
            aboveP95.add(begin, end, shares.aboveP95());
            aboveP99.add(begin, end, shares.aboveP99());
            last = end;
        }
    }

    Burn errors(Instant now) {
        return errors.at(nanos(now));
    }

    Burn latency(Instant now) {
        return aboveP95.at(nanos(now)).or(aboveP99.at(nanos(now)));
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }
}
