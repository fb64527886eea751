package io.neuralops.models.signal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How bad a signal is. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    private final String label = name().toLowerCase(Locale.ROOT);

    @JsonValue
    public String label() {
        return label;
    }
}
