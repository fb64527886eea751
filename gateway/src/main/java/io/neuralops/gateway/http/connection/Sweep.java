package io.neuralops.gateway.http.connection;

import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looks at the connections of one event loop from time to time. One timer for all of them, however many there are. */
final class Sweep implements Runnable {
    private final LongSupplier nanoTime;
    private final Set<ConnectionGuard> guards = new LinkedHashSet<>();

    private Sweep(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    static Sweep on(EventLoop loop, long periodMillis, LongSupplier nanoTime) {
        Sweep sweep = new Sweep(nanoTime);
        // Ends with the event loop.
        var unused = loop.scheduleWithFixedDelay(sweep, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
        return sweep;
    }

    void add(ConnectionGuard guard) {
        guards.add(guard);
    }

    void remove(ConnectionGuard guard) {
        guards.remove(guard);
    }

    @Override
    public void run() {
        long now = nanoTime.getAsLong();
        // A look may end a connection, which then leaves the set.
        for (ConnectionGuard guard : guards.toArray(ConnectionGuard[]::new)) {
            guard.check(now);
        }
    }
}
