package io.neuralops.verticles.training;

import java.time.Duration;

/**
 * When a training begins without anybody asking.
 *
 * @param every how often a tenant is trained, if there is anything new to learn from; zero for never
 * @param newRuns how many new labelled runs are enough to train at once; 0 for none
 */
public record Triggers(Duration every, int newRuns) {
    /** Nothing begins by itself. */
    public static final Triggers OFF = new Triggers(Duration.ZERO, 0);

    /** Whether anything does. */
    public boolean any() {
        return !every.isZero() || newRuns > 0;
    }
}
