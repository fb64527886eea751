package io.neuralops.verticles.profiler.load;

import java.util.Locale;

/** How a request fails. */
public enum FailureKind {
    /** There was no connection to send it on. */
    CONNECT,
    /** The connection ended, or what came was no HTTP. */
    BROKEN,
    /** It was not answered in time. */
    TIMEOUT,
    /** It was answered with another status than a good one. */
    STATUS,
    /** The body is not what it must be, or too long. */
    BODY;

    /** As it stands in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
