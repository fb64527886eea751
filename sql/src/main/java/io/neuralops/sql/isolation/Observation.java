package io.neuralops.sql.isolation;

/**
 * What a probe saw.
 *
 * @param held whether isolation held; a probe that could not show it has not shown it
 * @param text in words
 */
public record Observation(boolean held, String text) {
    /** What was seen, held if it is what was expected. */
    public static Observation of(boolean held, Object seen) {
        return new Observation(held, String.valueOf(seen));
    }
}
