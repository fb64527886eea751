package io.neuralops.sql.store;

import io.neuralops.models.incident.IncidentSeverity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents to read; null admits all.
 *
 * @param from those that were opened then or later
 * @param to those that were opened then or before
 * @param open those that are open, or those that are resolved
 */
public record IncidentFilter(
        @Nullable String service,
        @Nullable String workflow,
        @Nullable IncidentSeverity severity,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Boolean open) {}
