package io.neuralops.models.predict;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What may be done about a run that is likely to fail. Suggestions only: nothing is done unless somebody approves it.
 *
 * @param reason why this one, in a sentence
 */
public record SuggestedAction(Kind kind, String reason) {

    /** The catalogue. */
    public enum Kind {
        /** Go ahead. */
        NONE,
        /** The workflow often recovers by itself: run it again if it fails. */
        RETRY_RUN,
        /** Something that it may depend on is in trouble: wait until that is resolved. */
        HOLD_DEPLOY,
        /** It fails again and again: mend it before spending more runs on it. */
        INVESTIGATE_WORKFLOW,
        /** A critical signal fires: look at it first. */
        CHECK_SIGNAL;

        private final String label = name().toLowerCase(Locale.ROOT);

        @JsonValue
        public String label() {
            return label;
        }
    }
}
