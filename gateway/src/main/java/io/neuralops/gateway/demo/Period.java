package io.neuralops.gateway.demo;

import java.time.Duration;
import java.time.Instant;

/** The time that the history covers: from {@code start} (inclusive) to {@code end} (exclusive). */
record Period(Instant start, Instant end) {
    boolean contains(Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }

    Duration length() {
        return Duration.between(start, end);
    }

    /** This period in so many equal parts; what is left over belongs to none. */
    Duration part(int parts) {
        return length().dividedBy(parts);
    }
}
