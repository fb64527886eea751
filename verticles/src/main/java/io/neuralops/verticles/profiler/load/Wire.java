package io.neuralops.verticles.profiler.load;

import io.vertx.core.buffer.Buffer;

/** A connection to a server, as it is asked over it. On its lane's event loop. */
interface Wire {
    /** How many requests may be under way at a time. */
    int capacity();

    /** Sends a request; the exchange is told of its answer, or that there is none. */
    void send(Exchange exchange, Buffer body);

    /**
     * Has what comes of a request come to nobody, and the others go on; only where more than one may be under way: else what
     * comes could be taken for the answer to another, and the connection has to end.
     */
    default void forget(Exchange exchange) {
        close();
    }

    /** Has somebody told when the server takes no more requests on it, though it may still answer some. */
    default void onLeave(Runnable leaving) {}

    /** Has somebody told when it has ended, whoever ended it. */
    void onEnd(Runnable ended);

    void close();
}
