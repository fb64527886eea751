package io.neuralops.gateway.cli;

import io.neuralops.gateway.load.Measuring;
import io.neuralops.gateway.load.Scenario;
import io.neuralops.verticles.profiler.load.Interval;
import io.neuralops.verticles.profiler.load.LoadPlan;
import io.neuralops.verticles.profiler.load.LoadResult;
import io.neuralops.verticles.profiler.load.LoadRun;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Measures on event loops of its own and shows each second. Ctrl-C ends what is being measured; what there is, is told. */
final class Bench implements Measuring, AutoCloseable {
    private static final long LAST_WORDS_SECONDS = 15;

    private final Terminal terminal;
    private final Duration warming;
    private final int lanes = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(lanes + 1).setPreferNativeTransport(true));
    private final AtomicReference<@Nullable LoadRun> running = new AtomicReference<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread lastWords = Thread.ofPlatform().unstarted(this::interrupted);
    private volatile boolean ending;
    private boolean warm;

    /**
     * Before anything is measured there is some load that isn't: code that has hardly run is late itself, and would say so of itself.
     *
     * @param warming for how long
     */
    Bench(Terminal terminal, Duration warming) {
        this.terminal = terminal;
        this.warming = warming;
        Runtime.getRuntime().addShutdownHook(lastWords);
    }

    @Override
    public LoadResult of(String what, Scenario scenario) throws InterruptedException {
        if (!warm) {
            warm = true;
            measured("warming up", scenario.warming(warming));
        }
        return measured(what, scenario);
    }

    private LoadResult measured(String what, Scenario scenario) throws InterruptedException {
        LoadPlan plan = scenario.plan(lanes);
        Progress progress = new Progress(terminal, what.isEmpty() ? "measuring" : what);
        double seconds = plan.rate().duration().toMillis() / 1e3;
        LoadRun run = LoadRun.start(vertx, plan, interval -> progress.show(interval.to() / seconds, words(interval)));
        running.set(run);
        if (ending) {
            run.stop();
        }
        LoadResult result = run.result().await();
        running.set(null);
        progress.end();
        return result;
    }

    private static String words(Interval interval) {
        Histogram response = interval.response();
        return String.format(
                Locale.ROOT,
                "%.0f/s  p50 %.1f  p95 %.1f  p99 %.1f ms  errors %d",
                interval.perSecond(),
                response.getValueAtPercentile(50) / 1e3,
                response.getValueAtPercentile(95) / 1e3,
                response.getValueAtPercentile(99) / 1e3,
                interval.failed());
    }

    /** The process is told to end: the command goes on to its end with what was measured. */
    private void interrupted() {
        ending = true;
        LoadRun run = running.get();
        if (run != null) {
            run.stop();
        }
        try {
            if (!told.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                terminal.err().println("the measurement could not be ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        told.countDown();
        if (!ending) {
            Runtime.getRuntime().removeShutdownHook(lastWords);
        }
        vertx.close().await();
    }
}
