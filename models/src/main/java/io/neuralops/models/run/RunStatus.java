package io.neuralops.models.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The state of a run. Only {@link #SUCCESS} and {@link #FAILURE} are labels and history; a cancelled run is neither. */
public enum RunStatus {
    QUEUED,
    RUNNING,
    SUCCESS,
    FAILURE,
    CANCELLED;

    /** Whether the run has ended, in whatever way. */
    public boolean finished() {
        return this == SUCCESS || this == FAILURE || this == CANCELLED;
    }

    /** Whether the run teaches something: it ended by itself, well or badly. */
    public boolean labelled() {
        return this == SUCCESS || this == FAILURE;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
