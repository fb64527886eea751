package io.neuralops.models.privacy;

/**
 * A word of a sentence: letters with their marks, apostrophes and hyphens within.
 *
 * @param flags those of the list of names
 */
record Word(int from, int to, Shape shape, int flags) {
    /** How a word uses capitals. */
    enum Shape {
        LOWER,
        CAPITAL,
        UPPER,
        /** A letter and perhaps a dot. */
        INITIAL
    }
}
