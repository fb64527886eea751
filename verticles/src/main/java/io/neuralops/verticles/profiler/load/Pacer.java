package io.neuralops.verticles.profiler.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands requests to lanes when they are due, until all is handed over. On a thread of its own: timers of event loops count
 * milliseconds, and what an event loop is busy with must not move when the next request is meant to be sent.
 */
final class Pacer implements Runnable {
    /** Between looks at what is due. Waking up costs more than sending, so what is due within is handed over together. */
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(250);

    private final Track track;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    Pacer(Track track) {
        this.track = track;
    }

    /** Nothing is handed over any more. */
    void stop() {
        stopped = true;
        Thread running = thread;
        if (running != null) {
            LockSupport.unpark(running);
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!stopped) {
            long now = System.nanoTime();
            track.handOver(now);
            if (track.over()) {
                return;
            }
            LockSupport.parkNanos(Math.max(PAUSE, track.until(now) - (System.nanoTime() - now)));
        }
    }
}
