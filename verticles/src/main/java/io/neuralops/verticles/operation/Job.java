package io.neuralops.verticles.operation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something long that was started, as it stands.
 *
 * @param trigger who or what asked for it
 * @param progress from 0 to 1
 * @param step what it is doing, for people
 * @param result what came of it: the version of a model, or where a file is
 * @param error why it came to nothing
 */
public record Job(
        String id,
        String kind,
        Trigger trigger,
        State state,
        double progress,
        String step,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String result,
        @Nullable String error) {

    /** Who or what asked for a job. */
    public enum Trigger {
        /** A caller. */
        DEMAND,
        /** It was time again. */
        SCHEDULE,
        /** There are enough new outcomes to learn from. */
        NEW_LABELS,
        /** The runs are no longer like those that were learned from. */
        DRIFT;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where a job stands. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** A caller had it stopped. */
        CANCELLED,
        /** The process that was at work on it ended. */
        INTERRUPTED;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
