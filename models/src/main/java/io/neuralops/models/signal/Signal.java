package io.neuralops.models.signal;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something observed about a service: an alert that fires or is resolved, or a measured point.
 *
 * @param id the caller's id, unique in a tenant; repeated deliveries of the same id change nothing
 * @param runId the run it belongs to, if any
 * @param kind the family, such as {@code alert}, {@code check} or {@code latency}
 * @param name the alert's or metric's name; with {@code service} it is what fires and is resolved
 * @param value the measured number, if there is one
 * @param knownAt when it became known to this service: the later of observation and receipt
 */
public record Signal(
        String id,
        @Nullable String runId,
        String service,
        String kind,
        String name,
        @Nullable Double value,
        Severity severity,
        SignalState state,
        Instant observedAt,
        Instant knownAt,
        Map<String, String> labels) {}
