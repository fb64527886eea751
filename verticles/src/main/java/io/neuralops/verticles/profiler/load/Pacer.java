package io.neuralops.verticles.profiler.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands requests to lanes when they are due. On a thread of its own: timers of event loops count milliseconds, and what an
 * event loop is busy with must not move when the next request is meant to be sent.
 */
final class Pacer implements Runnable {
    /** Between looks at what is due. Waking up costs more than sending, so what is due within is handed over together. */
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(250);

    private static final long IDLE = TimeUnit.SECONDS.toNanos(10);

    private final List<Track> tracks;
    private final boolean endless;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    private Pacer(List<Track> tracks, boolean endless) {
        this.tracks = new CopyOnWriteArrayList<>(tracks);
        this.endless = endless;
    }

    /** Until all is handed over. */
    static Pacer of(Track track) {
        return new Pacer(List.of(track), false);
    }

    /** Until it is stopped, whatever there is to hand over meanwhile. */
    static Pacer endless() {
        return new Pacer(List.of(), true);
    }

    /** Hands over what is due of another track from now on. From any thread. */
    void add(Track track) {
        tracks.add(track);
        wake();
    }

    /** Hands over no more of a track. From any thread. */
    void remove(Track track) {
        tracks.remove(track);
    }

    /** Nothing is handed over any more. */
    void stop() {
        stopped = true;
        wake();
    }

    private void wake() {
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
            long soonest = IDLE;
            boolean over = !endless;
            for (Track track : tracks) {
                track.handOver(now);
                if (!track.over()) {
                    soonest = Math.min(soonest, track.until(now));
                    over = false;
                }
            }
            if (over) {
                return;
            }
            LockSupport.parkNanos(Math.max(PAUSE, soonest - (System.nanoTime() - now)));
        }
    }
}
