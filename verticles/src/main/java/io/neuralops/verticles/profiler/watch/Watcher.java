package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.profiler.guard.Guard;
import io.neuralops.verticles.profiler.guard.Pin;
import io.neuralops.verticles.profiler.guard.RefusedTarget;
import io.neuralops.verticles.profiler.load.Probe;
import io.neuralops.verticles.profiler.load.Target;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a target: measures it while it may be asked and all that this needs is there, window after window. On the profiler's
 * event loop.
 */
final class Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final long RETRY_MS = 5_000;
    private static final long LOOK_AGAIN_MS = 60_000;

    private final Loop loop;
    private final WatchedTarget target;
    private final double offset;
    private final Consumer<Measured> told;
    private final Pin pin;
    private @Nullable Measuring measuring;
    private Map<String, String> headers = Map.of();
    private String state = "";
    private double scale = 1;
    private boolean over;

    /**
     * A watcher.
     *
     * @param offset by what share of a window, and of the time between two requests, it is later than the first
     */
    Watcher(Loop loop, WatchedTarget target, double offset, Consumer<Measured> told) {
        this.loop = loop;
        this.target = target;
        this.offset = offset;
        this.told = told;
        Guard guard = target.own() ? loop.ownGuard() : loop.guard();
        this.pin = new Pin(loop.vertx(), guard, target.host(), target.target().port(), this::refused);
    }

    /** Begins as soon as it can, and looks from then on whether it still may. */
    void begin() {
        look();
    }

    /** So much of the rates is to be asked, for the cost of all. */
    void scale(double share) {
        scale = share;
        if (measuring != null) {
            measuring.scale(share);
        }
    }

    Future<Void> end() {
        over = true;
        return stop();
    }

    private void look() {
        if (over) {
            return;
        }
        loop.secrets()
                .read(target.headers())
                .onComplete(read -> loop.context().runOnContext(v -> {
                    if (over) {
                        return;
                    }
                    if (read.failed()) {
                        away(ProfilerFigures.State.WAITING, why(read.cause()), RETRY_MS);
                    } else {
                        resolve(read.result());
                    }
                }));
    }

    private void resolve(Map<String, String> found) {
        pin.refresh().onComplete(resolved -> {
            if (over) {
                return;
            }
            if (resolved.cause() instanceof RefusedTarget refused) {
                away(ProfilerFigures.State.REFUSED, refused.why(), LOOK_AGAIN_MS);
                return;
            }
            // A name that can't be resolved is the target's trouble, which callers have too: it is measured.
            if (measuring == null || !headers.equals(found)) {
                headers = found;
                stop();
                start();
            } else if (resolved.succeeded() && resolved.result()) {
                measuring.connectAnew();
            }
            loop.vertx().setTimer(LOOK_AGAIN_MS, again -> look());
        });
    }

    /** A connection was wanted, and the name leads now where none may go. */
    private void refused(RefusedTarget refused) {
        if (measuring != null) {
            say(ProfilerFigures.State.REFUSED, refused.why());
            stop();
        }
    }

    private void away(ProfilerFigures.State now, String why, long againMs) {
        say(now, why);
        stop();
        loop.vertx().setTimer(againMs, again -> look());
    }

    private void start() {
        say(ProfilerFigures.State.MEASURING, "");
        Target whole = target.target().withHeaders(headers);
        Measuring begun = new Measuring(loop, target, scale, told);
        measuring = begun;
        Probe probe = loop.probes()
                .ask(
                        whole,
                        target.expectation(),
                        target.timeout(),
                        pin,
                        target.connections(),
                        begun.perSecond(),
                        seconds(offset / target.rate()));
        begun.begin(probe, seconds(offset * loop.window().toNanos() / 1e9));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private Future<Void> stop() {
        Measuring running = measuring;
        measuring = null;
        return running == null ? Future.succeededFuture() : running.end();
    }

    private void say(ProfilerFigures.State now, String why) {
        loop.figures().state(target, now, why);
        String said = now + why;
        if (!said.equals(state)) {
            state = said;
            if (now == ProfilerFigures.State.MEASURING) {
                LOG.info("{} is measured", target.name());
            } else {
                LOG.warn("{} is not measured: {}", target.name(), why);
            }
        }
    }

    private static String why(Throwable cause) {
        if (cause instanceof SecretTexts.Missing missing) {
            return String.valueOf(missing.getMessage());
        }
        return cause instanceof FailureException failure ? failure.failure().detail() : "a secret can't be read";
    }
}
