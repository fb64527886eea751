package io.neuralops.verticles.profiler.watch;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Watches all targets, staggered, and keeps the cost of it within bounds. On an event loop of its own. */
final class ProfilerVerticle extends VerticleBase {
    private final ProfilerSettings settings;
    private final Loop loop;
    private final Supplier<CpuClock> cpu;
    private final Consumer<Measured> told;
    private final List<Watcher> watchers = new ArrayList<>();
    private final Overhead overhead;
    private long cpuBefore;
    private long nanosBefore;

    /**
     * The profiler at work.
     *
     * @param cpu what is asked for on its event loop
     */
    ProfilerVerticle(ProfilerSettings settings, Loop loop, Supplier<CpuClock> cpu, Consumer<Measured> told) {
        this.settings = settings;
        this.loop = loop;
        this.cpu = cpu;
        this.told = told;
        this.overhead = new Overhead(settings.overhead());
    }

    @Override
    public Future<?> start() {
        int count = settings.targets().size();
        for (int i = 0; i < count; i++) {
            watchers.add(new Watcher(loop, settings.targets().get(i), (double) i / count, told));
        }
        watchers.forEach(Watcher::begin);
        CpuClock clock = cpu.get();
        cpuBefore = clock.nanos();
        nanosBefore = System.nanoTime();
        vertx.setPeriodic(settings.window().toMillis(), window -> weigh(clock, loop.figures()));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(watchers.stream().map(Watcher::end).toList());
    }

    private void weigh(CpuClock clock, ProfilerFigures figures) {
        long taken = clock.nanos();
        long now = System.nanoTime();
        long cost = taken - cpuBefore;
        double share = (double) cost / (now - nanosBefore);
        cpuBefore = taken;
        nanosBefore = now;
        double scale = overhead.after(share);
        watchers.forEach(watcher -> watcher.scale(scale));
        figures.cost(cost, share, scale);
    }
}
