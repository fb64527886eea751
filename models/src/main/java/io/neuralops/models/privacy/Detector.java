package io.neuralops.models.privacy;

/** Recognises data of some kind by where it begins. Looks no further than what it takes, or a bounded number of characters. */
@FunctionalInterface
interface Detector {
    /** Adds what begins at a place. Where to go on, which is {@code at} if nothing begins there. */
    int find(String text, int at, Spans found);
}
