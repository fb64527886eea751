package io.neuralops.verticles.profiler.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * What was measured within some time. Histograms are of microseconds.
 *
 * @param from seconds since the beginning
 * @param to seconds since the beginning
 * @param response from when requests were meant to be sent to their end, whatever it was
 * @param service from when they were sent
 * @param lateness of the generator itself: from when a request could have been sent until it was
 * @param blocked requests that were due when no connection was free
 */
public record Interval(
        double from,
        double to,
        Histogram response,
        Histogram service,
        Histogram lateness,
        long blocked,
        Map<FailureKind, Long> failures) {
    /** To be added to; for one thread. */
    record Sum(
            Histogram response,
            Histogram service,
            Histogram lateness,
            LongAdder blocked,
            Map<FailureKind, Long> failures) {
        static Sum empty() {
            return of(Recording::empty);
        }

        /** The same in little room: it grows with what is added. */
        static Sum small() {
            return of(() -> new Histogram(Recording.DIGITS));
        }

        private static Sum of(Supplier<Histogram> empty) {
            return new Sum(empty.get(), empty.get(), empty.get(), new LongAdder(), new EnumMap<>(FailureKind.class));
        }

        void add(Interval interval) {
            response.add(interval.response());
            service.add(interval.service());
            lateness.add(interval.lateness());
            blocked.add(interval.blocked());
            interval.failures().forEach((kind, count) -> failures.merge(kind, count, Long::sum));
        }

        Interval between(double from, double to) {
            return new Interval(from, to, response, service, lateness, blocked.sum(), Map.copyOf(failures));
        }
    }

    /** Requests that came to an end. */
    public long ended() {
        return response.getTotalCount();
    }

    /** Requests whose end was not a good answer. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many came to an end in a second. */
    public double perSecond() {
        return to > from ? ended() / (to - from) : 0;
    }
}
