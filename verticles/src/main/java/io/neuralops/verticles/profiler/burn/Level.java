package io.neuralops.verticles.profiler.burn;

/** How bad it is. */
public enum Level {
    NONE,
    WARNING,
    CRITICAL
}
