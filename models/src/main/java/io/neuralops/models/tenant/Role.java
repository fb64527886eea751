package io.neuralops.models.tenant;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a principal may do. Each role includes the ones before it. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Also ingests, predicts, trains, approves actions and profiles. */
    OPERATOR,
    /** Also activates models and manages the tenant. */
    ADMIN;

    /** Whether this role may do what needs at least {@code least}. */
    public boolean covers(Role least) {
        return compareTo(least) >= 0;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
