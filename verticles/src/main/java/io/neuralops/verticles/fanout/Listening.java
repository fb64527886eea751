package io.neuralops.verticles.fanout;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A listener at one address of the bus, until it is closed. */
public final class Listening {
    private final MessageConsumer<String> consumer;
    private final AtomicLong handled = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final Consumer<Listening> leave;
    private volatile boolean closed;

    Listening(MessageConsumer<String> consumer, Consumer<Listening> leave) {
        this.consumer = consumer;
        this.leave = leave;
    }

    /** How many events the listener was spared since this was last asked, or since the last that it got. */
    public long takeSkipped() {
        return skipped.get() == 0 ? 0 : skipped.getAndSet(0);
    }

    /** Nothing is told any more. */
    public void close() {
        closed = true;
        leave.accept(this);
        Context context = Vertx.currentContext();
        if (context == null) {
            end();
        } else {
            // What was published before comes first, and finds nobody; the bus would say so in the log, each time.
            context.runOnContext(after -> end());
        }
    }

    private void end() {
        var unused = consumer.unregister();
    }

    /** The number of the last event that came. */
    long handled() {
        return handled.get();
    }

    void handle(long number) {
        handled.accumulateAndGet(number, Math::max);
    }

    boolean closed() {
        return closed;
    }

    void skip() {
        skipped.incrementAndGet();
    }
}
