package io.neuralops.verticles.insight;

import io.neuralops.models.failure.Check;
import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.verticles.operation.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents to list.
 *
 * @param from those that were opened then or later
 * @param to those that were opened then or before
 * @param open true for those that are open, false for those that are resolved
 * @param limit at most 500, default 50
 * @param cursor the {@code next_cursor} of the page before
 */
public record ListIncidents(
        @Nullable String service,
        @Nullable String workflow,
        @Nullable IncidentSeverity severity,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Boolean open,
        @Nullable Integer limit,
        @Nullable String cursor) {
    public ListIncidents {
        service = Check.optionalText("service", service, 200);
        workflow = Check.optionalText("workflow", workflow, 300);
        from = Check.optionalInstant("from", from);
        to = Check.optionalInstant("to", to);
        Check.inOrder(from, to);
        limit = Cursor.limit(limit);
        cursor = Check.optionalText("cursor", cursor, 100);
    }
}
