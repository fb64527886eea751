package io.neuralops.models.run;

import org.jspecify.annotations.Nullable;

/**
 * What storing a report of a run did.
 *
 * @param before the run as it was stored, or null if it is new
 * @param after the run as it is stored now
 */
public record Recorded(@Nullable Run before, Run after) {
    public boolean created() {
        return before == null;
    }

    public boolean changed() {
        return before == null || !before.equals(after);
    }
}
