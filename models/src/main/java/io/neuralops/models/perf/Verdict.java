package io.neuralops.models.perf;

/** What a measurement says of what was measured. */
public enum Verdict {
    /** All of the budget holds. */
    PASS,
    /** Something of it doesn't. */
    FAIL,
    /** The generator was late, blocked or starved itself, so the figures prove nothing. */
    INVALID
}
