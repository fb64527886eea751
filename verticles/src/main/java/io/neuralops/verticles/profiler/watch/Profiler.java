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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures targets all the time. What asks them has an event loop and a pacing thread of its own, so that its cost is known and
 * the service's own work does not make it late; what is stored, and told as signals, goes over an event loop of the service.
 */
public final class Profiler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Profiler.class);
    /** Some hours of five targets. */
    private static final int MOST_WAITING = 10_000;

    private static final int STORED_AT_ONCE = 200;
    private static final long LAST_WINDOWS_SECONDS = 5;

    private final Vertx own;
    private final Probes probes;
    private final ProfilerFigures figures;
    private final Backlog<PerfWindow> store;
    private final Context home;
    private volatile boolean closed;

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
        this.own = own;
        this.figures = parts.figures();
        Context measuring = own.getOrCreateContext();
        this.probes = new Probes(own, measuring);
        this.home = parts.vertx().getOrCreateContext();
        Principal principal = Principal.service(settings.tenant());
        this.store = new Backlog<>(
                parts.vertx(),
                home,
                MOST_WAITING,
                STORED_AT_ONCE,
                windows -> parts.perf().record(principal, windows).onSuccess(this::stored),
                cause -> LOG.warn("windows can't be stored now; they wait"));
        figures.store(store);
        Breaches breaches = new Breaches(parts.vertx(), home, settings, parts.past(), parts.signals(), parts.clock());
        Loop loop = new Loop(
                own,
                measuring,
                probes,
                new SecretTexts(parts.secrets(), parts.asking(), home),
                new Guard(settings.allow(), resolver),
                new Guard(own(settings), resolver),
                run,
                settings.window(),
                parts.clock(),
                figures);
        Optional<Backlog<PerfWindow>> insight = settings.insight().map(other -> {
            InsightSender sender = new InsightSender(loop, other, parts.json());
            return new Backlog<>(
                    own,
                    measuring,
                    MOST_WAITING,
                    1,
                    sender::send,
                    cause -> LOG.warn(
                            "{} can't be told of windows now; they wait",
                            other.target().host()));
        });
        insight.ifPresent(figures::insight);
        Supplier<CpuClock> clock =
                () -> cpu.orElseGet(() -> CpuClock.of(List.of(Thread.currentThread(), probes.thread())));
        ProfilerVerticle verticle = new ProfilerVerticle(settings, loop, clock, measured -> {
            figures.window(measured);
            insight.ifPresent(other -> other.offer(measured.window()));
            home.runOnContext(v -> {
                store.offer(measured.window());
                breaches.measured(measured);
            });
        });
        home.runOnContext(v -> {
            breaches.restore();
            parts.vertx().setPeriodic(settings.window().toMillis(), look -> {
                if (!closed) {
                    breaches.look();
                }
            });
        });
        own.deployVerticle(verticle).await();
    }

    /** Starts to measure. Blocking. */
    public static Profiler start(ProfilerSettings settings, Parts parts, String run) {
        return start(settings, parts, run, Resolver.SYSTEM, Optional.empty());
    }

    /** The same with another way to look up names, and another clock of the cost. */
    static Profiler start(
            ProfilerSettings settings, Parts parts, String run, Resolver resolver, Optional<CpuClock> cpu) {
        Vertx own = Vertx.vertx(new VertxOptions()
                // Without it each timer costs up to half a millisecond: the last of the wait is spent looking at the
                // clock.
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1))
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            return new Profiler(settings, parts, run, resolver, cpu, own);
        } catch (RuntimeException e) {
            own.close().await();
            throw e;
        }
    }

    /** Measures no more; what was measured is stored, if the database is there. Blocking. */
    @Override
    public void close() {
        closed = true;
        probes.close();
        own.close().await();
        home.runOnContext(v -> store.hurry());
        store.idle()
                .timeout(LAST_WINDOWS_SECONDS, TimeUnit.SECONDS)
                .transform(done -> Future.succeededFuture())
                .await();
    }

    private void stored(List<ItemOutcome<PerfRecorded>> outcomes) {
        for (ItemOutcome<PerfRecorded> outcome : outcomes) {
            if (outcome instanceof ItemOutcome.Refused<PerfRecorded> refused) {
                figures.unstored();
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
