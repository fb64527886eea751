package io.neuralops.gateway.profiler;

import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the profiler once the service is ready: what it asked of this service before would be refused. One that isn't ready for long
 * is measured as it is, and so are the others. Thread-safe.
 */
public final class LateStart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LateStart.class);
    private static final long AGAIN_MS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Blocking blocking;
    private final Supplier<Future<Boolean>> ready;
    private final Supplier<Future<Runnable>> start;
    private final LongSupplier nanoTime;
    private final long begun;
    private @Nullable Future<Runnable> started;
    private boolean closed;

    /**
     * Looks from now on whether the service is ready.
     *
     * @param start starts the profiler, and tells how it's stopped, which may block; not called on an event loop
     * @param nanoTime a clock that never goes back
     */
    public LateStart(
            Blocking blocking,
            Supplier<Future<Boolean>> ready,
            Supplier<Future<Runnable>> start,
            LongSupplier nanoTime) {
        this.blocking = blocking;
        this.ready = ready;
        this.start = start;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        look();
    }

    private void look() {
        ready.get().otherwise(false).onSuccess(is -> {
            boolean late = nanoTime.getAsLong() - begun > PATIENCE.toNanos();
            if (is || late) {
                begin(!is);
            } else {
                blocking.later(AGAIN_MS, this::look);
            }
        });
    }

    private synchronized void begin(boolean unready) {
        if (closed) {
            return;
        }
        if (unready) {
            LOG.warn("the service isn't ready for {} seconds; it is measured as it is", PATIENCE.toSeconds());
        }
        started = blocking.run(start::get)
                .compose(starting -> starting)
                .onFailure(cause -> LOG.error("the profiler can't be started", cause));
    }

    /** Measures no more. Blocking. */
    @Override
    public void close() {
        ended().otherwise(() -> {}).await().run();
    }

    private synchronized Future<Runnable> ended() {
        closed = true;
        Future<Runnable> last = started == null ? Future.succeededFuture(() -> {}) : started;
        started = null;
        return last;
    }
}
