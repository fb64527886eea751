package io.neuralops.verticles.profiler.watch;

import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.perf.Verdict;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.sqlite.SqliteDatabase;
import io.neuralops.sql.store.PerfStore;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.verticles.insight.HistoryIndex;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.insight.SignalService;
import io.neuralops.verticles.operation.Blocking;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.WatchedDatabase;
import io.neuralops.verticles.profiler.Budget;
import io.neuralops.verticles.profiler.ListPerf;
import io.neuralops.verticles.profiler.PerfQueries;
import io.neuralops.verticles.profiler.PerfService;
import io.neuralops.verticles.profiler.PerfView;
import io.neuralops.verticles.profiler.guard.AllowList;
import io.neuralops.verticles.profiler.guard.Resolver;
import io.neuralops.verticles.profiler.load.Expectation;
import io.neuralops.verticles.profiler.load.Target;
import io.neuralops.verticles.secrets.FileSecrets;
import io.neuralops.verticles.secrets.PseudonymKeyring;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A profiler with the real services on a real database, and what came of it. */
final class Profiling implements AutoCloseable {
    static final Principal WHO = Principal.service(TenantId.LOCAL);
    private static final Duration WINDOW = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    final Vertx vertx = Vertx.vertx();
    final WatchedDatabase database;
    final FileSecrets secrets;
    final List<PerfWindow> windows = new CopyOnWriteArrayList<>();
    final List<Signal> signals = new CopyOnWriteArrayList<>();
    final PerfQueries queries;
    final Clock clock;
    ProfilerFigures figures = new ProfilerFigures();
    private final Profiler.Parts parts;
    private Optional<Profiler> profiler = Optional.empty();

    Profiling(Path home, Clock clock) {
        this.clock = clock;
        secrets = new FileSecrets(home.resolve("keys"));
        database = new WatchedDatabase(new SqliteDatabase(home.resolve("tenants")));
        database.create(TenantId.LOCAL).await();
        Blocking blocking = new Blocking(vertx);
        Redactors redactors =
                new Redactors(new PseudonymKeyring(secrets, new SecureRandom()), blocking, System::nanoTime);
        Events events = new Events(List.of(this::heard));
        SignalStore signalStore = new SignalStore();
        HistoryIndex index = new HistoryIndex(database, new RunStore(), signalStore);
        PerfStore store = new PerfStore();
        queries = new PerfQueries(database, store, redactors, blocking, clock);
        parts = new Profiler.Parts(
                vertx,
                new PerfService(database, store, redactors, events, clock),
                new Past(database, store, redactors, blocking),
                new SignalService(
                        database,
                        signalStore,
                        index,
                        redactors,
                        events,
                        clock,
                        () -> UUID.randomUUID().toString()),
                secrets,
                blocking,
                new Json(),
                clock,
                figures);
    }

    private void heard(Event event) {
        if (event instanceof Event.PerfMeasured measured) {
            windows.add(measured.window());
        } else if (event instanceof Event.SignalRecorded recorded) {
            signals.add(recorded.signal());
        }
    }

    /** A target that is asked 50 times a second and is waited for up to a fifth of one. */
    static WatchedTarget target(String url, Map<String, SecretText> headers) {
        return target("GET /x", url, headers);
    }

    static WatchedTarget target(String endpoint, String url, Map<String, SecretText> headers) {
        return new WatchedTarget(
                "api",
                endpoint,
                new Target("GET", URI.create(url), false, Map.of(), new byte[0]),
                headers,
                false,
                50,
                Duration.ofMillis(200),
                2,
                new Expectation(null, null, 1 << 20),
                Budget.USUAL);
    }

    void start(WatchedTarget target) {
        start(target, Optional.empty(), Resolver.SYSTEM, Optional.empty());
    }

    void start(WatchedTarget target, Optional<InsightSettings> insight, Resolver resolver, Optional<CpuClock> cpu) {
        start(List.of(target), insight, resolver, cpu);
    }

    void start(
            List<WatchedTarget> targets, Optional<InsightSettings> insight, Resolver resolver, Optional<CpuClock> cpu) {
        // Much of a core: what it costs while the JVM warms up must not slow down what is looked at.
        ProfilerSettings settings = new ProfilerSettings(
                TenantId.LOCAL,
                cpu.isPresent() ? 0.01 : 1,
                WINDOW,
                AllowList.of(List.of("127.0.0.1", "localhost")),
                targets,
                insight);
        profiler = Optional.of(Profiler.start(settings, parts, "run-" + UUID.randomUUID(), resolver, cpu)
                .await());
    }

    void stop() {
        profiler.ifPresent(Profiler::close);
        profiler = Optional.empty();
    }

    ProfilerFigures.Latest latest() {
        return figures.targets().getFirst();
    }

    List<PerfView> listed() {
        return queries.list(WHO, new ListPerf("api", "GET /x", null, null, 500, null))
                .await()
                .items();
    }

    /** Waits for a window with this verdict after those that there are now. */
    PerfWindow next(Verdict verdict) {
        int before = windows.size();
        until(
                verdict + " after " + before,
                () -> windows.stream().skip(before).anyMatch(window -> window.verdict() == verdict));
        return windows.stream()
                .skip(before)
                .filter(window -> window.verdict() == verdict)
                .findFirst()
                .orElseThrow();
    }

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Override
    public void close() {
        stop();
        database.close().await();
        vertx.close().await();
    }
}
