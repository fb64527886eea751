package io.neuralops.models.signal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How bad a signal is. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
