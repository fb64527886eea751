package io.neuralops.gateway.http.connection;

/**
 * A request that has not been answered to its end, or what an upgraded connection serves. All calls come on the connection's event
 * loop.
 */
public interface Underway {
    /** Looks whether the caller keeps its pace, and ends the request if it doesn't. */
    void check(long nanoTime);

    /** The rest of the body can't be read, since its encoding is broken. */
    void bodyBroken();
}
