package io.neuralops.models.incident;

import io.neuralops.models.failure.Check;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A disturbance, from when it was opened to when it was resolved.
 *
 * @param id the reporter's, unique in a tenant
 * @param service what was disturbed; null if it was a workflow, or nobody said
 * @param workflow what was disturbed; null if it was a service, or nobody said
 * @param source who told of it, such as {@code statuspage}
 * @param openedAt in microseconds
 * @param resolvedAt not before {@code openedAt}; null while it is open
 */
public record Incident(
        String id,
        @Nullable String service,
        @Nullable String workflow,
        String source,
        IncidentSeverity severity,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        Map<String, String> labels) {
    /** Longer than names that are taken: those in which something is replaced grow. */
    private static final int MAX_NAME = 1_000;

    private static final int MAX_ID = 2_000;

    public Incident {
        Check.text("id", id, MAX_ID);
        Check.optionalText("service", service, MAX_NAME);
        Check.optionalText("workflow", workflow, MAX_ID);
        ofOneThing(service, workflow);
        Check.text("source", source, MAX_NAME);
        Check.given("severity", severity);
        openedAt = Check.instant("opened_at", openedAt);
        resolvedAt = Check.optionalInstant("resolved_at", resolvedAt);
        inOrder(openedAt, resolvedAt);
        Check.given("labels", labels);
    }

    /** Refuses an incident of a service that is one of a workflow too. */
    public static void ofOneThing(@Nullable String service, @Nullable String workflow) {
        if (service != null && workflow != null) {
            throw Check.invalid("workflow", "is given beside service; an incident is of one of them");
        }
    }

    /** Refuses an end before the beginning. */
    public static void inOrder(@Nullable Instant openedAt, @Nullable Instant resolvedAt) {
        if (openedAt != null && resolvedAt != null && resolvedAt.isBefore(openedAt)) {
            throw Check.invalid("resolved_at", "is before opened_at, " + openedAt);
        }
    }
}
