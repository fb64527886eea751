package io.neuralops.verticles.profiler.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.SingleWriterRecorder;

/** Of many requests; taken an interval at a time by whoever reports, on any thread. */
final class SharedRecording implements Recording {
    private final SingleWriterRecorder response = recorder();
    private final SingleWriterRecorder service = recorder();
    private final SingleWriterRecorder lateness = recorder();
    private final Map<FailureKind, LongAdder> failures = new EnumMap<>(FailureKind.class);
    private final LongAdder blocked = new LongAdder();

    SharedRecording() {
        for (FailureKind kind : FailureKind.values()) {
            failures.put(kind, new LongAdder());
        }
    }

    private static SingleWriterRecorder recorder() {
        return new SingleWriterRecorder(SHORTEST, LONGEST, DIGITS);
    }

    @Override
    public void late(long nanos) {
        lateness.recordValue(Recording.micros(nanos));
    }

    @Override
    public void blocked() {
        blocked.increment();
    }

    @Override
    public void ended(long nanos) {
        response.recordValue(Recording.micros(nanos));
    }

    @Override
    public void served(long nanos) {
        service.recordValue(Recording.micros(nanos));
    }

    @Override
    public void failed(FailureKind kind) {
        Objects.requireNonNull(failures.get(kind)).increment();
    }

    @Override
    public void takeInto(Interval.Sum sum) {
        sum.response().add(response.getIntervalHistogram());
        sum.service().add(service.getIntervalHistogram());
        sum.lateness().add(lateness.getIntervalHistogram());
        sum.blocked().add(blocked.sumThenReset());
        failures.forEach((kind, count) -> sum.failures().merge(kind, count.sumThenReset(), Long::sum));
    }
}
