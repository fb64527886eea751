package io.neuralops.verticles.profiler.load;

import java.util.function.Supplier;

/**
 * How a lane goes about it.
 *
 * @param againMs after which a connection that could not be had is tried again, in milliseconds
 * @param patient whether what is due waits for a connection however long; else it has timed out after the time that an answer is
 *     waited for
 */
record Manner(long againMs, boolean patient, Supplier<Recording> recording) {
    /** A load test: it ends, so that what waits does so too. */
    static final Manner LOAD = new Manner(100, true, SharedRecording::new);

    /** All the time: little is sent, and what is due while nothing is answered must not pile up. */
    static final Manner ENDLESS = new Manner(1_000, false, SmallRecording::new);
}
