package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.insight.SignalService;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.profiler.PerfService;
import io.neuralops.verticles.profiler.PerfService.PerfRecorded;
import io.neuralops.verticles.profiler.guard.AllowList;
import io.neuralops.verticles.profiler.guard.Guard;
import io.neuralops.verticles.profiler.guard.Resolver;
import io.neuralops.verticles.profiler.load.Probes;
import io.neuralops.verticles.secrets.Secrets;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures targets all the time. What asks them has an event loop of its own, so that its cost is known and the service's own work does
 * not make it late; what is stored, and told as signals, goes over an event loop of the service.
 */
public final class Profiler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Profiler.class);
    /** Some hours of five targets. */
    private static final int MOST_WAITING = 10_000;

    private static final int STORED_AT_ONCE = 200;
    private static final long LONGEST_GATHERED_MS = 10_000;
    private static final long LAST_WINDOWS_SECONDS = 5;

    private final Parts parts;
    private final Vertx own;
    private final Context measuring;
    private final Context home;
    private final Errands errands = new Errands();
    private final Backlog<PerfWindow> store;
    private final Optional<Backlog<PerfWindow>> insight;
    private final Breaches breaches;
    private final long looking;
    private final ProfilerVerticle verticle;

    /** What the profiler needs of the service. */
    public record Parts(
            Vertx vertx,
            PerfService perf,
            Past past,
            SignalService signals,
            Secrets secrets,
            Blocking asking,
            Json json,
            Clock clock,
            ProfilerFigures figures) {}

    private Profiler(
            ProfilerSettings settings, Parts parts, String run, Resolver resolver, Optional<CpuClock> cpu, Vertx own) {
        this.parts = parts;
        this.own = own;
        this.measuring = own.getOrCreateContext();
        this.home = parts.vertx().getOrCreateContext();
        long windowMs = settings.window().toMillis();
        this.store = store(Principal.service(settings.tenant()), Math.min(LONGEST_GATHERED_MS, windowMs));
        this.breaches = new Breaches(parts.vertx(), home, settings, parts.past(), parts.signals(), parts.clock());
        Loop loop = new Loop(
                own,
                measuring,
                new Probes(own, measuring),
                new SecretTexts(parts.secrets(), parts.asking(), home),
                new Guard(settings.allow(), resolver),
                new Guard(own(settings), resolver),
                run,
                settings.window(),
                parts.clock(),
                parts.figures());
        this.insight = settings.insight().map(other -> insight(loop, other));
        Supplier<Costs> costs = () -> new Costs(
                cpu.orElseGet(() -> CpuClock.of(List.of(Thread.currentThread()))), errands, CpuClock.ofCompiler());
        home.runOnContext(v -> breaches.restore());
        this.looking = parts.vertx().setPeriodic(windowMs, look -> home.runOnContext(v -> errands.run(breaches::look)));
        this.verticle = new ProfilerVerticle(settings, loop, costs, this::measured);
    }

    private Backlog<PerfWindow> store(Principal principal, long gatherMs) {
        Backlog<PerfWindow> backlog = new Backlog<>(
                parts.vertx(),
                home,
                MOST_WAITING,
                STORED_AT_ONCE,
                gatherMs,
                windows -> errands.run(() -> parts.perf().record(principal, windows))
                        .onSuccess(this::stored),
                cause -> LOG.warn("windows can't be stored now; they wait"));
        parts.figures().store(backlog);
        return backlog;
    }

    private Backlog<PerfWindow> insight(Loop loop, InsightSettings other) {
        InsightSender sender = new InsightSender(loop, other, parts.json());
        Backlog<PerfWindow> backlog = new Backlog<>(
                own,
                measuring,
                MOST_WAITING,
                1,
                0,
                sender::send,
                cause -> LOG.warn(
                        "{} can't be told of windows now ({}); they wait",
                        other.target().host(),
                        cause.getMessage()));
        parts.figures().insight(backlog);
        return backlog;
    }

    /** On the profiler's event loop. */
    private void measured(Measured measured) {
        parts.figures().window(measured);
        insight.ifPresent(other -> other.offer(measured.window()));
        home.runOnContext(v -> errands.run(() -> {
            store.offer(measured.window());
            breaches.measured(measured);
        }));
    }

    /** Starts to measure. Not on an event loop: it loads what it needs. */
    public static Future<Profiler> start(ProfilerSettings settings, Parts parts, String run) {
        return start(settings, parts, run, Resolver.SYSTEM, Optional.empty());
    }

    /** The same with another way to look up names, and another clock of the cost. */
    static Future<Profiler> start(
            ProfilerSettings settings, Parts parts, String run, Resolver resolver, Optional<CpuClock> cpu) {
        Vertx own = Vertx.vertx(new VertxOptions()
                // Without it a timer costs up to half a millisecond: the last of the wait is spent looking at the
                // clock.
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1))
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        Profiler profiler = new Profiler(settings, parts, run, resolver, cpu, own);
        return own.deployVerticle(profiler.verticle).map(profiler);
    }

    /** Measures no more; what was measured is stored and told, if those are there that take it. Blocking. */
    @Override
    public void close() {
        parts.vertx().cancelTimer(looking);
        home.runOnContext(v -> breaches.end());
        Future.join(own.deploymentIDs().stream().map(own::undeploy).toList()).await();
        List<Future<?>> taken = new ArrayList<>();
        taken.add(last(home, store));
        insight.ifPresent(other -> taken.add(last(measuring, other)));
        Future.join(taken)
                .timeout(LAST_WINDOWS_SECONDS, TimeUnit.SECONDS)
                .transform(done -> Future.succeededFuture())
                .await();
        own.close().await();
    }

    private static Future<Void> last(Context context, Backlog<?> backlog) {
        context.runOnContext(v -> backlog.hurry());
        return backlog.idle();
    }

    private void stored(List<ItemOutcome<PerfRecorded>> outcomes) {
        for (ItemOutcome<PerfRecorded> outcome : outcomes) {
            if (outcome instanceof ItemOutcome.Refused<PerfRecorded> refused) {
                parts.figures().unstored();
                LOG.error("a window was refused: {}", refused.failure().detail());
            }
        }
    }

    /** This service itself may be asked without being on the list. */
    private static AllowList own(ProfilerSettings settings) {
        return new AllowList(settings.targets().stream()
                .filter(WatchedTarget::own)
                .map(target -> new AllowList.Entry(
                        target.host(), false, target.target().port()))
                .distinct()
                .toList());
    }
}
