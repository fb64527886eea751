package io.neuralops.models.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person says of a run that was predicted. Where it tells a label, that one is learned from, however the run ended. */
public enum Feedback {
    /** There was nothing to be alarmed about: the run counts as one that didn't fail. */
    FALSE_ALARM(false),
    /** The failure was real: the run counts as one that failed. */
    REAL(true),
    /** There should have been an alarm, though the run may have ended well: it counts as one that failed. */
    MISSED(true),
    /** Nobody can tell, or what was said before is taken back: the run counts as it ended. */
    UNCLEAR(null);

    @SuppressWarnings("ImmutableEnumChecker") // a Boolean holds no state
    private final @Nullable Boolean failed;

    Feedback(@Nullable Boolean failed) {
        this.failed = failed;
    }

    /** Whether the run counts as failed; empty if that is for its outcome to say. */
    public Optional<Boolean> failed() {
        return Optional.ofNullable(failed);
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict that is spelled so. */
    public static Feedback named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
