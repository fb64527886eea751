package io.neuralops.verticles.insight;

import io.neuralops.models.failure.Check;
import io.neuralops.models.incident.Incident;
import io.neuralops.models.incident.IncidentReport;
import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.models.privacy.KeptAsGiven;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report of an incident, as callers send it. Reported again by the same id, an incident changes; what is left out stays as it
 * was.
 *
 * @param id the caller's, by which the incident is reported again when it is resolved
 * @param service what is disturbed, or {@code workflow}; neither where nobody knows
 * @param source who tells of it; default of a new one: {@code reported}
 * @param severity default of a new one: {@code unrated}
 * @param openedAt default of a new one that isn't resolved: the time of receipt
 * @param resolvedAt not before {@code openedAt}
 */
public record RecordIncident(
        String id,
        @Nullable String service,
        @Nullable String workflow,
        @Nullable String source,
        @Nullable IncidentSeverity severity,
        @Nullable Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable Map<String, String> labels) {

    private static final Duration CLOCK_SKEW = Duration.ofHours(24);

    public RecordIncident {
        KeptAsGiven.check("id", Check.text("id", id, 200));
        service = Check.optionalText("service", service, 200);
        workflow = Check.optionalText("workflow", workflow, 300);
        KeptAsGiven.check("workflow", workflow);
        Incident.ofOneThing(service, workflow);
        source = Check.optionalText("source", source, 100);
        openedAt = Check.optionalInstant("opened_at", openedAt);
        resolvedAt = Check.optionalInstant("resolved_at", resolvedAt);
        Incident.inOrder(openedAt, resolvedAt);
        labels = Check.texts("labels", labels, 50);
    }

    /** What it says, unless that lies in the future. */
    IncidentReport toReport(Instant receivedAt) {
        notAfter("opened_at", openedAt, receivedAt.plus(CLOCK_SKEW));
        notAfter("resolved_at", resolvedAt, receivedAt.plus(CLOCK_SKEW));
        return new IncidentReport(
                id, service, workflow, source, severity, openedAt, resolvedAt, labels == null ? Map.of() : labels);
    }

    private static void notAfter(String field, @Nullable Instant value, Instant latest) {
        if (value != null && value.isAfter(latest)) {
            throw Check.invalid(field, "lies more than " + CLOCK_SKEW.toHours() + " hours in the future");
        }
    }
}
