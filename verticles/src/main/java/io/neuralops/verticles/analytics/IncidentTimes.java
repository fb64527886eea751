package io.neuralops.verticles.analytics;

import io.neuralops.models.incident.IncidentSeverity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long incidents lasted that were opened within some time. What the numbers mean, {@code definition} says. Names that were asked
 * for are not told back, since anything may be in them.
 *
 * @param from the beginning of the time
 * @param to its end, which is not part of it
 * @param asOf when it was counted: what was open then is {@code still_open}
 * @param excluded how many were left out: maintenance
 * @param overall of all severities but maintenance
 * @param bySeverity of each of them that has any
 */
public record IncidentTimes(
        Definition definition,
        Instant from,
        Instant to,
        Instant asOf,
        long excluded,
        Durations overall,
        List<OfSeverity> bySeverity) {

    /**
     * How long some lasted, in minutes; null where none is resolved.
     *
     * @param n how many are resolved
     * @param stillOpen how many are not
     */
    public record Durations(
            long n,
            long stillOpen,
            @Nullable Double meanMinutes,
            @Nullable Double medianMinutes,
            @Nullable Double p90Minutes) {
        static final Durations NONE = new Durations(0, 0, null, null, null);
    }

    /** Those of a severity. */
    public record OfSeverity(IncidentSeverity severity, Durations durations) {}
}
