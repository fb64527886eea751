package io.neuralops.verticles.insight;

import io.neuralops.models.failure.Check;
import io.neuralops.models.privacy.KeptAsGiven;
import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A report of something observed about a service, as callers send it.
 *
 * @param id the caller's id, so that a repeated delivery changes nothing; made here if left out
 * @param kind default {@code alert}
 * @param severity default {@code warning}
 * @param state default {@code point}
 * @param observedAt default: the time of receipt
 * @param knownAt when it became known. Default: the later of observation and receipt; whoever imports history says the
 *     observation here
 */
public record RecordSignal(
        @Nullable String id,
        @Nullable String runId,
        String service,
        @Nullable String kind,
        String name,
        @Nullable Double value,
        @Nullable Severity severity,
        @Nullable SignalState state,
        @Nullable Instant observedAt,
        @Nullable Instant knownAt,
        @Nullable Map<String, String> labels) {

    private static final Duration CLOCK_SKEW = Duration.ofHours(24);

    public RecordSignal {
        id = Check.optionalText("id", id, 200);
        KeptAsGiven.check("id", id);
        runId = Check.optionalText("run_id", runId, 200);
        KeptAsGiven.check("run_id", runId);
        Check.text("service", service, 200);
        kind = kind == null ? "alert" : Check.text("kind", kind, 100);
        Check.text("name", name, 200);
        value = value == null ? null : Double.valueOf(Check.finite("value", value));
        severity = severity == null ? Severity.WARNING : severity;
        state = state == null ? SignalState.POINT : state;
        observedAt = Check.optionalInstant("observed_at", observedAt);
        knownAt = Check.optionalInstant("known_at", knownAt);
        labels = Check.texts("labels", labels, 50);
    }

    /** The signal as it is to be stored. */
    public Signal toSignal(Instant receivedAt, Supplier<String> newId) {
        Instant observed = observedAt == null ? Check.instant("observed_at", receivedAt) : observedAt;
        if (observed.isAfter(receivedAt.plus(CLOCK_SKEW))) {
            throw Check.invalid("observed_at", "lies more than " + CLOCK_SKEW.toHours() + " hours in the future");
        }
        Instant known = knownAt == null ? (observed.isAfter(receivedAt) ? observed : receivedAt) : knownAt;
        if (known.isAfter(receivedAt.plus(CLOCK_SKEW))) {
            throw Check.invalid("known_at", "lies more than " + CLOCK_SKEW.toHours() + " hours in the future");
        }
        if (known.isBefore(observed)) {
            throw Check.invalid("known_at", "is before observed_at");
        }
        return new Signal(
                id == null ? newId.get() : id,
                runId,
                service,
                kind == null ? "alert" : kind,
                name,
                value,
                severity == null ? Severity.WARNING : severity,
                state == null ? SignalState.POINT : state,
                observed,
                Check.instant("known_at", known),
                labels == null ? Map.of() : labels);
    }
}
