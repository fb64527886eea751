package io.neuralops.verticles.analytics;

import io.neuralops.models.failure.Check;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Of what to make an overview.
 *
 * @param from default: 90 days before {@code to}, or 7 by the hour
 * @param to default: now
 * @param granularity default: a day
 * @param workflow one, instead of all
 * @param tz whose clock and calendar the stretches follow: {@code Europe/Berlin}, {@code +05:45}; default: UTC
 */
public record ReportOverview(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Granularity granularity,
        @Nullable String workflow,
        @Nullable String tz) {
    /** Longer than names that are taken: those in which something is replaced grow. */
    private static final int LONGEST_WORKFLOW = 2_000;

    public ReportOverview {
        from = Check.optionalInstant("from", from);
        to = Check.optionalInstant("to", to);
        Check.inOrder(from, to);
        workflow = Check.optionalText("workflow", workflow, LONGEST_WORKFLOW);
        if (tz != null) {
            ReportRange.zone(tz);
        }
    }

    /** The same of another workflow, or of all. */
    ReportOverview of(@Nullable String otherWorkflow) {
        return Objects.equals(workflow, otherWorkflow)
                ? this
                : new ReportOverview(from, to, granularity, otherWorkflow, tz);
    }

    ReportRange range(Instant now) {
        return ReportRange.of(from, to, granularity, tz, now);
    }
}
