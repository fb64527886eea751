package io.neuralops.verticles.insight;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a report did to the store. */
public enum Effect {
    CREATED,
    UPDATED,
    /** It said nothing new: delivering a report twice is harmless. */
    UNCHANGED;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
