package io.neuralops.verticles.profiler.load;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Has requests of a lane sent at even distances without an end, at a rate that changes. By timers of the lane's event loop: the thread
 * of its own that load tests have would have to wake the event loop each time, which costs more than the request. Such timers
 * count milliseconds, so a request is meant to be sent when the timer is set to end; on average, the rate is as asked. On the event loop.
 */
final class Beat {
    /** What is further behind is not made up for: a process that stood still would ask all at once what it missed. */
    private static final long MOST_BEHIND = TimeUnit.SECONDS.toNanos(5);

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Vertx vertx;
    private final LongConsumer send;
    private final LongSupplier nanoTime;
    /** Made once: what captures something is made slowly until it is compiled, and this rarely is. */
    private final Handler<Long> reached = timer -> beat();

    private double perSecond;
    /** When the next one would be due if timers were exact. */
    private long due;

    private long meant;
    private long missed;
    private long timer;
    private boolean over;

    /**
     * Begins.
     *
     * @param first when the first one is due, by {@link System#nanoTime}
     */
    Beat(Vertx vertx, Lane lane, double perSecond, long first) {
        this(vertx, lane::due, perSecond, first, System::nanoTime);
    }

    Beat(Vertx vertx, LongConsumer send, double perSecond, long first, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.send = send;
        this.nanoTime = nanoTime;
        this.perSecond = perSecond;
        this.due = first;
        set(nanoTime.getAsLong());
    }

    /** The rate from the next request on. */
    void rate(double changed) {
        perSecond = changed;
    }

    /** For how long nothing was sent although it was due, in nanoseconds, since this was last asked. */
    long missed() {
        long told = missed;
        missed = 0;
        return told;
    }

    void end() {
        over = true;
        vertx.cancelTimer(timer);
    }

    private void set(long now) {
        long ms = Math.max(1, Math.round((due - now) / (double) MILLI));
        meant = now + ms * MILLI;
        timer = vertx.setTimer(ms, reached);
    }

    private void beat() {
        if (over) {
            return;
        }
        long now = nanoTime.getAsLong();
        long behind = now - meant;
        if (behind > MOST_BEHIND) {
            missed += behind;
            meant = now;
            due = now;
        }
        send.accept(meant);
        next();
        // One that comes late finds others that are due by now.
        while (due - now <= 0) {
            send.accept(due);
            next();
        }
        set(now);
    }

    private void next() {
        due += Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
    }
}
