package io.neuralops.gateway.http;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How long an event loop is busy with what it found waiting. What comes meanwhile waits as long before anybody looks at it:
 * it is still in its socket, where it can't be counted. Belongs to one event loop.
 */
final class Turns {
    private final Consumer<Runnable> afterTurn;
    private final LongSupplier nanoTime;
    private final LongConsumer listener;
    private final Runnable end = this::end;
    private long began;
    private boolean underWay;

    /**
     * Begins outside of a turn.
     *
     * @param afterTurn runs what it is given when the event loop has done with what it found
     * @param nanoTime a clock that never goes back
     * @param listener told how many nanoseconds each turn took
     */
    Turns(Consumer<Runnable> afterTurn, LongSupplier nanoTime, LongConsumer listener) {
        this.afterTurn = afterTurn;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** A request was found. The first begins the turn. */
    void found() {
        if (!underWay) {
            underWay = true;
            began = nanoTime.getAsLong();
            afterTurn.accept(end);
        }
    }

    private void end() {
        underWay = false;
        listener.accept(nanoTime.getAsLong() - began);
    }
}
