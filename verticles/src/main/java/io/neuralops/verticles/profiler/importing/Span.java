package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Check;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stretch of time: of its beginning, its end and its length two are known at least. */
record Span(Instant from, Instant to) {
    private static final double LONGEST_SECONDS = Duration.ofDays(366).toSeconds();
    private static final double NANOS = 1e9;

    /**
     * Puts together what the caller says and what the figures tell.
     *
     * @param seconds how long it took by the figures; null if they don't tell
     */
    static Span of(ImportMetrics asked, @Nullable Double seconds) {
        Instant from = asked.from();
        Instant to = asked.to();
        if (from != null && to != null) {
            return new Span(from, to);
        }
        if (seconds == null) {
            throw Check.invalid(
                    from == null ? "from" : "to", "must be given: the figures don't tell when it was measured");
        }
        Duration length = length(seconds);
        if (from != null) {
            return new Span(from, from.plus(length));
        }
        if (to != null) {
            return new Span(to.minus(length), to);
        }
        throw Check.invalid("to", "must be given, or from: the figures don't tell when it was measured");
    }

    static Duration length(double seconds) {
        if (!(seconds > 0 && seconds <= LONGEST_SECONDS)) {
            throw Check.invalid("body", "tells of a measurement of " + seconds + " seconds, which can't be");
        }
        return Duration.ofNanos(Math.round(seconds * NANOS));
    }

    double seconds() {
        return Duration.between(from, to).toNanos() / NANOS;
    }
}
