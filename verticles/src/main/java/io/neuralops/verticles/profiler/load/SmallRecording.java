package io.neuralops.verticles.profiler.load;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Of few requests: the times themselves, which take less room than histograms of them and are counted when they are taken. For one
 * thread, which takes them too.
 */
final class SmallRecording implements Recording {
    private final Values response = new Values();
    private final Values service = new Values();
    private final Values lateness = new Values();
    private final Map<FailureKind, Long> failures = new EnumMap<>(FailureKind.class);
    private long blocked;

    @Override
    public void late(long nanos) {
        lateness.add(Recording.micros(nanos));
    }

    @Override
    public void blocked() {
        blocked++;
    }

    @Override
    public void ended(long nanos) {
        response.add(Recording.micros(nanos));
    }

    @Override
    public void served(long nanos) {
        service.add(Recording.micros(nanos));
    }

    @Override
    public void failed(FailureKind kind) {
        failures.merge(kind, 1L, Long::sum);
    }

    @Override
    public void takeInto(Interval.Sum sum) {
        response.takeInto(sum.response());
        service.takeInto(sum.service());
        lateness.takeInto(sum.lateness());
        sum.blocked().add(blocked);
        blocked = 0;
        failures.forEach((kind, count) -> sum.failures().merge(kind, count, Long::sum));
        failures.clear();
    }

    /** A list without boxes. */
    private static final class Values {
        private static final int FIRST = 64;

        private long[] values = new long[FIRST];
        private int count;

        void add(long value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        void takeInto(Histogram histogram) {
            for (int i = 0; i < count; i++) {
                histogram.recordValue(values[i]);
            }
            count = 0;
            if (values.length > FIRST) {
                values = new long[FIRST];
            }
        }
    }
}
