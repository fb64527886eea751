package io.neuralops.models.incident;

import io.neuralops.models.failure.Check;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of an incident. Reports may be repeated, late and out of order, so what one leaves out keeps what is stored:
 * that an incident was opened, told after its end, doesn't open it again.
 */
public record IncidentReport(
        String id,
        @Nullable String service,
        @Nullable String workflow,
        @Nullable String source,
        @Nullable IncidentSeverity severity,
        @Nullable Instant openedAt,
        @Nullable Instant resolvedAt,
        Map<String, String> labels) {
    /** The source of an incident of which nobody told it. */
    public static final String REPORTED = "reported";

    /**
     * The incident as it is to be stored; {@code stored} itself when the report adds nothing.
     *
     * @param receivedAt when one was opened that is new, if the report doesn't say
     */
    public Incident onto(@Nullable Incident stored, Instant receivedAt) {
        if (stored == null) {
            return first(receivedAt);
        }
        boolean otherThing = service != null || workflow != null;
        Incident merged = new Incident(
                id,
                otherThing ? service : stored.service(),
                otherThing ? workflow : stored.workflow(),
                source == null ? stored.source() : source,
                severity == null ? stored.severity() : severity,
                openedAt == null ? stored.openedAt() : openedAt,
                resolvedAt == null ? stored.resolvedAt() : resolvedAt,
                union(stored.labels(), labels));
        return merged.equals(stored) ? stored : merged;
    }

    private Incident first(Instant receivedAt) {
        if (openedAt == null && resolvedAt != null) {
            throw Check.invalid("opened_at", "must be given with the end of an incident that isn't known yet");
        }
        return new Incident(
                id,
                service,
                workflow,
                source == null ? REPORTED : source,
                severity == null ? IncidentSeverity.UNRATED : severity,
                openedAt == null ? receivedAt : openedAt,
                resolvedAt,
                labels);
    }

    private static Map<String, String> union(Map<String, String> stored, Map<String, String> reported) {
        if (reported.isEmpty() || reported.equals(stored)) {
            return stored;
        }
        Map<String, String> union = new LinkedHashMap<>(stored);
        union.putAll(reported);
        return union;
    }
}
