package io.neuralops.verticles.profiler.load;

import io.vertx.core.buffer.Buffer;

/** A connection to a server, as it is asked over it. On its lane's event loop. */
interface Wire {
    /** How many requests may be under way at a time. */
    int capacity();

    /** Sends a request; the exchange is told of its answer, or that there is none. */
    void send(Exchange exchange, Buffer body);

    /** Has somebody told when it has ended, whoever ended it. */
    void onEnd(Runnable ended);

    void close();
}
