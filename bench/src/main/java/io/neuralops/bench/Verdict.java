package io.neuralops.bench;

/** What became of a measurement with a bar. */
enum Verdict {
    PASS,
    FAIL,
    /** Something went wrong while it was measured, so the figure says nothing. */
    INVALID,
    /** What it would have been compared with isn't there. */
    SKIPPED;

    static Verdict of(boolean valid, boolean reached) {
        return valid ? reached ? PASS : FAIL : INVALID;
    }
}
