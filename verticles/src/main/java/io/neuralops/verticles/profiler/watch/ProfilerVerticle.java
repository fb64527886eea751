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
    private final Supplier<Costs> counting;
    private final Consumer<Measured> told;
    private final List<Watcher> watchers = new ArrayList<>();
    private final Overhead overhead;
    private long nanosBefore;

    /**
     * The profiler at work.
     *
     * @param counting what is asked for on its event loop
     */
    ProfilerVerticle(ProfilerSettings settings, Loop loop, Supplier<Costs> counting, Consumer<Measured> told) {
        this.settings = settings;
        this.loop = loop;
        this.counting = counting;
        this.told = told;
        this.overhead = new Overhead(settings.overhead());
    }

    @Override
    public Future<?> start() {
        int count = settings.targets().size();
        for (int i = 0; i < count; i++) {
            watchers.add(new Watcher(loop, settings.targets().get(i), (double) i / count, told));
        }
        scale(overhead.scale());
        watchers.forEach(Watcher::begin);
        Costs costs = counting.get();
        nanosBefore = System.nanoTime();
        vertx.setPeriodic(settings.window().toMillis(), window -> weigh(costs));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(watchers.stream().map(Watcher::end).toList());
    }

    private void weigh(Costs costs) {
        Costs.Cost cost = costs.take();
        long now = System.nanoTime();
        double nanos = now - nanosBefore;
        nanosBefore = now;
        loop.figures().cost(cost.taken(), cost.taken() / nanos);
        scale(overhead.after(cost.taken() / nanos, cost.compiled() / nanos));
    }

    private void scale(double scale) {
        loop.figures().scale(scale);
        watchers.forEach(watcher -> watcher.scale(scale));
    }
}
