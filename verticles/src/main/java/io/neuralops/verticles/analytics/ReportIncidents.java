package io.neuralops.verticles.analytics;

import io.neuralops.models.failure.Check;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Of which incidents to report.
 *
 * @param from those that were opened then or later; default: 90 days before {@code to}
 * @param to those that were opened before; default: now
 */
public record ReportIncidents(
        @Nullable String service,
        @Nullable String workflow,
        @Nullable Instant from,
        @Nullable Instant to) {
    private static final Duration USUAL = Duration.ofDays(90);

    public ReportIncidents {
        service = Check.optionalText("service", service, 200);
        workflow = Check.optionalText("workflow", workflow, 300);
        from = Check.optionalInstant("from", from);
        to = Check.optionalInstant("to", to);
        inOrder(from, to);
    }

    /** The same with both ends. */
    ReportIncidents at(Instant now) {
        Instant end = to == null ? Check.instant("to", now) : to;
        Instant begin = from == null ? Check.instant("from", end.minus(USUAL)) : from;
        return new ReportIncidents(service, workflow, begin, end);
    }

    private static void inOrder(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && !from.isBefore(to)) {
            throw Check.invalid("to", "is not after from");
        }
    }
}
