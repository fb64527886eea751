package io.neuralops.models.signal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a signal lasts: it fires until it is resolved, or it is a single point in time. */
public enum SignalState {
    FIRING,
    RESOLVED,
    POINT;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
