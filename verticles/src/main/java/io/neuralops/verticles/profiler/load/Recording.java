package io.neuralops.verticles.profiler.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** What a lane measures: written on its event loop, taken an interval at a time by whoever reports. Times are microseconds. */
final class Recording {
    static final long SHORTEST = 1;
    static final long LONGEST = TimeUnit.HOURS.toMicros(1);
    static final int DIGITS = 3;
    private static final long NANOS = 1_000;

    private final SingleWriterRecorder response;
    private final SingleWriterRecorder service;
    private final SingleWriterRecorder lateness;
    private final Map<FailureKind, LongAdder> failures = new EnumMap<>(FailureKind.class);
    private final LongAdder blocked = new LongAdder();

    /**
     * Nothing yet.
     *
     * @param sparing whether it takes as little memory as it can, which takes more time
     */
    Recording(boolean sparing) {
        response = recorder(sparing);
        service = recorder(sparing);
        lateness = recorder(sparing);
        for (FailureKind kind : FailureKind.values()) {
            failures.put(kind, new LongAdder());
        }
    }

    private static SingleWriterRecorder recorder(boolean sparing) {
        return sparing ? new SingleWriterRecorder(DIGITS, true) : new SingleWriterRecorder(SHORTEST, LONGEST, DIGITS);
    }

    static Histogram empty() {
        return new Histogram(SHORTEST, LONGEST, DIGITS);
    }

    /** A request was sent so long after it could have been. */
    void late(long nanos) {
        lateness.recordValue(micros(nanos));
    }

    /** A request was due when no connection was free. */
    void blocked() {
        blocked.increment();
    }

    /** A request came to an end, good or not, so long after it was meant to be sent. */
    void ended(long nanos) {
        response.recordValue(micros(nanos));
    }

    /** A request that was sent came to an end so long after. */
    void served(long nanos) {
        service.recordValue(micros(nanos));
    }

    void failed(FailureKind kind) {
        Objects.requireNonNull(failures.get(kind)).increment();
    }

    /** Adds what was measured since the last time. */
    void takeInto(Interval.Sum sum) {
        sum.response().add(response.getIntervalHistogram());
        sum.service().add(service.getIntervalHistogram());
        sum.lateness().add(lateness.getIntervalHistogram());
        sum.blocked().add(blocked.sumThenReset());
        failures.forEach((kind, count) -> sum.failures().merge(kind, count.sumThenReset(), Long::sum));
    }

    private static long micros(long nanos) {
        return Math.clamp(nanos / NANOS, SHORTEST, LONGEST);
    }
}
