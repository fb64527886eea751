package io.neuralops.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Something that the service and its peers are asked for, in the same words.
 *
 * @param counts what is counted, such as {@code predictions}
 * @param perRequest how many of it one request asks for
 * @param peers who is asked besides the service
 * @param bars how many times what a peer does the service has to do
 */
record Scenario(
        String name,
        String operation,
        String counts,
        int perRequest,
        List<String> peers,
        Map<String, Double> bars,
        Requests requests) {
    /** What is sent. */
    interface Requests {
        /** A script for wrk; round 0 is the warm-up. */
        Path script(int round) throws IOException;

        /**
         * What a server answers to a typical request, of which more were asked if it needs some.
         *
         * @throws IllegalStateException if that isn't what it should be
         */
        byte[] answer(int port) throws IOException, InterruptedException;
    }
}
