package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.perf.Verdict;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.profiler.Judgement;
import io.neuralops.verticles.profiler.burn.Shares;
import io.neuralops.verticles.profiler.load.Interval;
import io.neuralops.verticles.profiler.load.Probe;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A target while it is asked: its rate, and its windows. On the profiler's event loop. */
final class Measuring {
    private final Loop loop;
    private final WatchedTarget target;
    private final Consumer<Measured> told;
    private final BackOff backOff = new BackOff();
    private @Nullable Probe probe;
    private Instant from;
    private long since = System.nanoTime();
    private double scale;
    private double share = 1;
    private long timer;
    private boolean over;

    Measuring(Loop loop, WatchedTarget target, double scale, Consumer<Measured> told) {
        this.loop = loop;
        this.target = target;
        this.scale = scale;
        this.told = told;
        this.from = loop.clock().instant();
    }

    /** Requests a second that are asked for now. */
    double perSecond() {
        return target.rate(scale * share, loop.window());
    }

    void begin(Probe begun, Duration offset) {
        probe = begun;
        loop.figures().rate(target, perSecond());
        // A first window of its own length, so that windows of several targets don't end together.
        long first = loop.window().plus(offset).toMillis();
        timer = loop.vertx().setTimer(Math.max(1, first), end -> {
            if (!over) {
                timer = loop.vertx().setPeriodic(loop.window().toMillis(), again -> close(begun));
                close(begun);
            }
        });
    }

    void scale(double changed) {
        scale = changed;
        adjust();
    }

    void connectAnew() {
        if (probe != null) {
            probe.connectAnew();
        }
    }

    /** Tells what was measured of the last window. What is under way is no part of it. */
    Future<Void> end() {
        over = true;
        loop.vertx().cancelTimer(timer);
        if (probe == null) {
            return Future.succeededFuture();
        }
        close(probe);
        return probe.end();
    }

    private void adjust() {
        if (probe != null) {
            probe.rate(perSecond());
            loop.figures().rate(target, perSecond());
        }
    }

    private void close(Probe measured) {
        long now = System.nanoTime();
        double seconds = (now - since) / 1e9;
        since = now;
        Interval interval = measured.take(seconds);
        loop.figures().failed(target, interval.failures());
        double missed = measured.missedSeconds();
        Instant began = from;
        from = loop.clock().instant();
        // Of a clock that was put back there is no window; and what had no end within it is told with the next.
        if (interval.ended() == 0 || !began.isBefore(from)) {
            return;
        }
        long good = interval.ended() - interval.failed();
        Judgement judgement = missed > 0
                ? new Judgement(
                        Verdict.INVALID,
                        String.format(Locale.ROOT, "the profiler itself stood still for %.1f s", missed))
                : Judgement.of(interval, good / seconds, target.connections(), target.budget());
        if (!over) {
            share = backOff.after(
                    judgement.verdict(),
                    2 * interval.failed() > interval.ended(),
                    target.rate(0, loop.window()) / target.rate());
            adjust();
        }
        told.accept(
                new Measured(target, window(began, interval, good / seconds, judgement), shares(interval, judgement)));
    }

    private PerfWindow window(Instant began, Interval interval, double perSecond, Judgement judgement) {
        return PerfWindow.of(
                loop.run(),
                target.service(),
                target.endpoint(),
                began,
                from,
                interval.ended(),
                interval.failed(),
                Histograms.latencies(interval.response()),
                perSecond,
                judgement.verdict(),
                PerfSource.PROFILER,
                Histograms.pack(interval.response()));
    }

    /** Of what proves nothing nothing was bad. */
    private Shares shares(Interval interval, Judgement judgement) {
        return judgement.verdict() == Verdict.INVALID
                ? Shares.NONE
                : Shares.of(interval.response(), interval.ended(), interval.failed(), target.budget());
    }
}
