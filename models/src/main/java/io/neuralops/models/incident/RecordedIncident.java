package io.neuralops.models.incident;

import org.jspecify.annotations.Nullable;

/**
 * What storing a report of an incident did.
 *
 * @param before the incident as it was stored, or null if it is new
 * @param after the incident as it is stored now
 */
public record RecordedIncident(@Nullable Incident before, Incident after) {
    public boolean created() {
        return before == null;
    }

    public boolean changed() {
        return !after.equals(before);
    }
}
