package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.SignalState;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.insight.RecordSignal;
import io.neuralops.verticles.insight.SignalService;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.profiler.burn.Alarms;
import io.neuralops.verticles.profiler.burn.Level;
import io.neuralops.verticles.profiler.burn.Shares;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells as signals what burns too fast, and when it no longer does. What was measured before the process started counts too, so
 * that an alarm which fires then is ended. On one event loop.
 */
final class Breaches {
    private static final Logger LOG = LoggerFactory.getLogger(Breaches.class);
    private static final Duration LOOK_BACK = Duration.ofHours(6);
    private static final long AGAIN_MS = 2_000;
    private static final String KIND = "slo";
    /** Six hours of nine targets, without their histograms; by then the store is away for longer than anything counts. */
    private static final int MOST_EARLY = 20_000;

    private final Vertx vertx;
    private final Context context;
    private final Principal principal;
    private final List<WatchedTarget> targets;
    private final Past past;
    private final SignalService signals;
    private final Clock clock;
    private final Alarms alarms = new Alarms();
    private final Deque<Bad> early = new ArrayDeque<>();
    private boolean restored;
    private boolean warned;
    private boolean over;
    private boolean telling;

    Breaches(Vertx vertx, Context context, ProfilerSettings settings, Past past, SignalService signals, Clock clock) {
        this.vertx = vertx;
        this.context = context;
        this.principal = Principal.service(settings.tenant());
        this.targets = settings.targets();
        this.past = past;
        this.signals = signals;
        this.clock = clock;
        targets.forEach(target -> alarms.watch(target.service(), target.endpoint(), target.budget()));
    }

    /** What counts of a window. */
    private record Bad(WatchedTarget target, Instant from, Instant to, Shares shares) {}

    /** Looks no more. */
    void end() {
        over = true;
    }

    /** Reads what was measured before; tried again until it succeeds. */
    void restore() {
        if (over) {
            return;
        }
        Instant since = clock.instant().minus(LOOK_BACK);
        List<Instant> ends = new ArrayList<>();
        Future<?> read = Future.succeededFuture();
        List<Runnable> found = new ArrayList<>();
        for (WatchedTarget target : targets) {
            read = read.compose(before -> past.of(principal, target, since)).map(windows -> {
                found.add(() -> windows.forEach(one -> {
                    alarms.add(target.service(), target.endpoint(), one.from(), one.to(), one.shares());
                    ends.add(one.to());
                }));
                return windows;
            });
        }
        read.onComplete(done -> context.runOnContext(v -> {
            if (done.failed()) {
                if (!warned) {
                    warned = true;
                    LOG.warn("what was measured before can't be read now; no alarm is told until it is", done.cause());
                }
                vertx.setTimer(AGAIN_MS, again -> restore());
                return;
            }
            found.forEach(Runnable::run);
            ends.stream().max(Instant::compareTo).ifPresent(last -> {
                // Told by the process before, or lost with it: then it is told when it changes.
                alarms.changes(last).forEach(alarms::told);
            });
            restored = true;
            early.forEach(this::add);
            early.clear();
        }));
    }

    void measured(Measured measured) {
        Bad bad = new Bad(
                measured.target(), measured.window().from(), measured.window().to(), measured.shares());
        if (restored) {
            add(bad);
        } else {
            early.add(bad);
            if (early.size() > MOST_EARLY) {
                early.remove();
            }
        }
    }

    /** Tells what has changed. What can't be told now is told with the next look, if it still holds. */
    void look() {
        if (!restored || telling || over) {
            return;
        }
        Instant now = clock.instant();
        List<Alarms.Change> changes = alarms.changes(now);
        if (changes.isEmpty()) {
            return;
        }
        telling = true;
        signals.record(
                        principal,
                        changes.stream().map(change -> signal(change, now)).toList())
                .onComplete(stored -> context.runOnContext(v -> {
                    telling = false;
                    if (stored.failed()) {
                        LOG.warn("{} changes of burn rates can't be stored now", changes.size());
                        return;
                    }
                    for (int i = 0; i < changes.size(); i++) {
                        alarms.told(changes.get(i));
                        if (stored.result().get(i) instanceof ItemOutcome.Refused<?> refused) {
                            LOG.error(
                                    "a burn rate was refused as a signal: {}",
                                    refused.failure().detail());
                        }
                    }
                }));
    }

    private void add(Bad bad) {
        alarms.add(bad.target().service(), bad.target().endpoint(), bad.from(), bad.to(), bad.shares());
    }

    private static RecordSignal signal(Alarms.Change change, Instant now) {
        boolean over = change.level() == Level.NONE;
        Level level = over ? change.before() : change.level();
        return new RecordSignal(
                null,
                null,
                change.alarm().service(),
                KIND,
                change.alarm().name(),
                change.rate(),
                level == Level.CRITICAL ? Severity.CRITICAL : Severity.WARNING,
                over ? SignalState.RESOLVED : SignalState.FIRING,
                now,
                null,
                Map.of("endpoint", change.endpoint(), "objective", change.objective()));
    }
}
