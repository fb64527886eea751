package io.neuralops.verticles.training;

import io.neuralops.models.train.Pace;
import io.neuralops.verticles.operation.Event;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets callers at a processor while there is a training: as long as they ask, who computes rests again and again. Priorities alone
 * don't do: a JVM has them heeded on some systems only.
 */
public final class Callers implements Consumer<Event> {
    private static final long WORK_NANOS = TimeUnit.MICROSECONDS.toNanos(150);
    /** Also for the collector's sake: callers stand still while it moves what was read, so that must not happen often. */
    static final Duration LONG_REST = Duration.ofMillis(14);

    /** For who holds something others may want, such as an open transaction. */
    static final Duration SHORT_REST = Duration.ofMillis(6);

    private static final long ASKED_LATELY_NANOS = Duration.ofMillis(200).toNanos();

    private final LongSupplier nanos;
    private volatile long asked;

    /**
     * Nobody has asked yet.
     *
     * @param nanos a clock that is never set
     */
    public Callers(LongSupplier nanos) {
        this.nanos = nanos;
        this.asked = nanos.getAsLong() - ASKED_LATELY_NANOS;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.PredictionMade) {
            asked = nanos.getAsLong();
        }
    }

    /** A pace that rests, for one thread at a time. An event loop, which must not be held up, doesn't. */
    Pace giveWay(Pace pace, Duration rest) {
        return new Pace() {
            private long resumed = nanos.getAsLong();

            @Override
            public void step(double done) {
                pace.step(done);
                long now = nanos.getAsLong();
                if (now - resumed >= WORK_NANOS) {
                    if (now - asked < ASKED_LATELY_NANOS && !Context.isOnEventLoopThread()) {
                        LockSupport.parkNanos(rest.toNanos());
                    }
                    resumed = nanos.getAsLong();
                }
            }
        };
    }
}
