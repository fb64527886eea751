package io.neuralops.verticles.operation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something long that was started, as it stands.
 *
 * @param progress from 0 to 1
 * @param step what it is doing, for people
 * @param result what came of it, such as the version of a model
 * @param error why it failed
 */
public record Job(
        String id,
        String kind,
        State state,
        double progress,
        String step,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String result,
        @Nullable String error) {

    /** Where a job stands. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
