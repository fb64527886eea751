package io.neuralops.verticles.profiler;

import io.neuralops.models.failure.Check;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which windows to put together.
 *
 * @param from those that ended then or later; default: an hour before {@code to}
 * @param to those that ended then or before; default: now
 */
public record MergePerf(
        @Nullable String service,
        @Nullable String endpoint,
        @Nullable Instant from,
        @Nullable Instant to) {
    private static final Duration USUAL = Duration.ofHours(1);

    public MergePerf {
        service = Check.optionalText("service", service, 200);
        endpoint = Check.optionalText("endpoint", endpoint, 700);
        from = Check.optionalInstant("from", from);
        to = Check.optionalInstant("to", to);
        Check.inOrder(from, to);
    }

    /** The same with both ends. */
    MergePerf at(Instant now) {
        Instant end = to == null ? now : to;
        return new MergePerf(service, endpoint, from == null ? end.minus(USUAL) : from, end);
    }
}
