package io.neuralops.verticles.profiler.load;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Rings at the earliest of the times that it was told, once: a timer that comes again and again would wake a thread which has
 * nothing to do. On one event loop.
 */
final class Alarm {
    private final Vertx vertx;
    private final Runnable ring;
    private boolean set;
    private long timer;
    private long time;

    Alarm(Vertx vertx, Runnable ring) {
        this.vertx = vertx;
        this.ring = ring;
    }

    /** Rings then or sooner; by {@link System#nanoTime}. */
    void by(long wanted) {
        if (!set || wanted - time < 0) {
            cancel();
            set = true;
            time = wanted;
            long left = wanted - System.nanoTime();
            // Never before its time: a millisecond more than what is left of whole ones.
            timer = vertx.setTimer(Math.max(0, TimeUnit.NANOSECONDS.toMillis(left)) + 1, due -> {
                set = false;
                ring.run();
            });
        }
    }

    void cancel() {
        if (set) {
            set = false;
            vertx.cancelTimer(timer);
        }
    }
}
