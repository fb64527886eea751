package io.neuralops.gateway.http.connection;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The connections of the process: counted, bounded, and looked after by one sweep on each event loop. Thread-safe. */
public final class Connections {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int MAX_REFUSALS = 100;

    private final int most;
    private final Patience patience;
    private final LongSupplier nanoTime;
    private final RawAnswer full;
    private final RawAnswer tooSlow;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger refusing = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final Map<EventLoop, Sweep> sweeps = new ConcurrentHashMap<>();

    /**
     * Prepares to take connections.
     *
     * @param most connections at a time
     * @param nanoTime a clock that never goes back
     */
    public Connections(int most, Patience patience, LongSupplier nanoTime, Json json) {
        this.most = most;
        this.patience = patience;
        this.nanoTime = nanoTime;
        full = new RawAnswer(
                new Failure.Unavailable("the service has all the connections it takes", RETRY_AFTER), json);
        tooSlow = new RawAnswer(
                new Failure.RequestTimeout("the request's head didn't come within "
                        + patience.head().toMillis() + " ms"),
                json);
    }

    /** How many are open. */
    public int open() {
        return open.get();
    }

    /** How many were turned away since the start. */
    public long refused() {
        return refused.sum();
    }

    /** How many were ended since the start because the caller was too slow. */
    public long cut() {
        return cut.sum();
    }

    public Patience patience() {
        return patience;
    }

    public long now() {
        return nanoTime.getAsLong();
    }

    /** Counts a caller that was too slow. */
    public void countCut() {
        cut.increment();
    }

    /** What stands where a listening socket hands out its connections. */
    ChannelHandler acceptor(HttpServerOptions options) {
        return new Acceptor(this, options);
    }

    /** Takes a place for a connection, if there is one. */
    boolean enter() {
        if (open.incrementAndGet() <= most) {
            return true;
        }
        open.decrementAndGet();
        refused.increment();
        return false;
    }

    void leave() {
        open.decrementAndGet();
    }

    /** Whether one more connection can be told why it isn't taken; too many at once are closed without a word. */
    boolean beginRefusal() {
        if (refusing.incrementAndGet() <= MAX_REFUSALS) {
            return true;
        }
        refusing.decrementAndGet();
        return false;
    }

    void endRefusal() {
        refusing.decrementAndGet();
    }

    RawAnswer full() {
        return full;
    }

    RawAnswer tooSlow() {
        return tooSlow;
    }

    Sweep sweep(EventLoop loop) {
        return sweeps.computeIfAbsent(loop, one -> Sweep.on(one, patience.periodMillis(), nanoTime));
    }
}
