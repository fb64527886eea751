package io.neuralops.verticles.prediction;

import org.jspecify.annotations.Nullable;

/**
 * What comes of scoring a prediction's features again.
 *
 * @param modelVersion the version that scored them then, and now
 * @param probability what it says now; null if it can't be asked
 * @param bitsEqual whether that is, bit by bit, what was answered; null if it can't be asked
 * @param problem why it can't be asked; null if it could
 */
public record Replay(
        String modelVersion,
        @Nullable Double probability,
        @Nullable Boolean bitsEqual,
        @Nullable String problem) {
    static Replay of(String version, double then, double now) {
        return new Replay(version, now, Double.doubleToRawLongBits(then) == Double.doubleToRawLongBits(now), null);
    }

    static Replay impossible(String version, String problem) {
        return new Replay(version, null, null, problem);
    }
}
