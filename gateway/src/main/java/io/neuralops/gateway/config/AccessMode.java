package io.neuralops.gateway.config;

import io.neuralops.models.failure.Check;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which answers have a line in the log. */
public enum AccessMode {
    /** Each. */
    ALL,
    /** Those with a status from 400. */
    ERRORS,
    /** None. */
    OFF;

    /** Whether an answer with this status is logged. */
    public boolean covers(int status) {
        return this == ALL || (this == ERRORS && status >= 400);
    }

    static AccessMode of(String variable, String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.label().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Check.invalid(
                        variable,
                        "is '" + word + "', but must be one of "
                                + Arrays.stream(values()).map(AccessMode::label).collect(Collectors.joining(", "))));
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
