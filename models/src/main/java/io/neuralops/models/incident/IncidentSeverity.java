package io.neuralops.models.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How bad an incident is, in the words of status pages. */
public enum IncidentSeverity {
    /** It was told, and nobody noticed anything. */
    NONE,
    MINOR,
    MAJOR,
    CRITICAL,
    /** Work that was announced: no failure, and so no part of any time to restore. */
    MAINTENANCE,
    /** Nobody said. */
    UNRATED;

    private final String label = name().toLowerCase(Locale.ROOT);

    @JsonValue
    public String label() {
        return label;
    }

    /** The severity that is spelled so. */
    public static IncidentSeverity named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
