package io.neuralops.models.predict;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a probability rests on, from the firmest to the weakest. */
public enum Basis {
    /** A model, and the workflow's own history. */
    WORKFLOW_HISTORY,
    /** A model; the workflow has no finished runs, so what stands for it is its parent's and the tenant's history. */
    TENANT_HISTORY,
    /** The base model, which learned from other tenants, and the tenant's own history: it has no model of its own. */
    SHARED_HISTORY,
    /** No model has been trained yet: the workflow's failure rate, shrunk towards its group's. */
    BASE_RATE,
    /** Too few finished runs in all to say more than how often they fail. */
    INSUFFICIENT_HISTORY;

    private final String label = name().toLowerCase(Locale.ROOT);

    @JsonValue
    public String label() {
        return label;
    }
}
