package io.neuralops.verticles.fanout;

import io.neuralops.verticles.operation.TokenBucket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is published at one address. Beyond a pace, and while a listener has too many yet to take, events are counted for the
 * listeners instead of being published: the bus itself would queue them without bound.
 */
final class Topic {
    private final String address;
    private final int mostInFlight;
    private final TokenBucket pace;
    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
    private long published;

    Topic(String address, int mostInFlight, TokenBucket pace) {
        this.address = address;
        this.mostInFlight = mostInFlight;
        this.pace = pace;
    }

    String address() {
        return address;
    }

    void add(Listening listening) {
        listeners.add(listening);
    }

    /** Whether nobody is left. */
    boolean remove(Listening listening) {
        listeners.remove(listening);
        return listeners.isEmpty();
    }

    /** The number of the last that was published. */
    synchronized long published() {
        return published;
    }

    /** The number of the event to be published now; 0 if it is one too many. */
    long next(long now) {
        synchronized (this) {
            if (inFlight() < mostInFlight && pace.take(now) == 0) {
                return ++published;
            }
        }
        listeners.forEach(Listening::skip);
        return 0;
    }

    private long inFlight() {
        long slowest = published;
        for (Listening one : listeners) {
            slowest = Math.min(slowest, one.handled());
        }
        return published - slowest;
    }
}
