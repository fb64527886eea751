package io.neuralops.verticles.fanout;

import io.vertx.core.eventbus.MessageConsumer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A listener at one address of the bus, until it is closed. */
public final class Listening {
    private final MessageConsumer<String> consumer;
    private final AtomicLong handled;
    private final AtomicLong skipped;
    private final Consumer<Listening> leave;

    Listening(MessageConsumer<String> consumer, AtomicLong handled, AtomicLong skipped, Consumer<Listening> leave) {
        this.consumer = consumer;
        this.handled = handled;
        this.skipped = skipped;
        this.leave = leave;
    }

    /** How many events the listener was spared since this was last asked, or since the last that it got. */
    public long takeSkipped() {
        return skipped.get() == 0 ? 0 : skipped.getAndSet(0);
    }

    /** Nothing is told any more. */
    public void close() {
        leave.accept(this);
        var unused = consumer.unregister();
    }

    /** The number of the last event that came. */
    long handled() {
        return handled.get();
    }

    void skip() {
        skipped.incrementAndGet();
    }
}
