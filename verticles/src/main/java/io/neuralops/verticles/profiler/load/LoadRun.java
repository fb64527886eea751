package io.neuralops.verticles.profiler.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A measurement that is under way. */
public final class LoadRun {
    private static final long LEAD = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long EACH_MS = 1_000;

    private final Vertx vertx;
    private final LoadPlan plan;
    private final Consumer<Interval> progress;
    private final Connector connector;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Interval> course = new ArrayList<>();
    private final Interval.Sum all = Interval.Sum.empty();
    private final Promise<Void> stopping = Promise.promise();
    private final Promise<LoadResult> result = Promise.promise();
    private final Context reporting;
    private long begun;
    /** Known when the connections are there; nothing is due before. */
    private volatile long countedFrom;

    private double told;
    private boolean stopped;

    private LoadRun(Vertx vertx, LoadPlan plan, Connector connector, Consumer<Interval> progress) {
        this.vertx = vertx;
        this.plan = plan;
        this.progress = progress;
        this.reporting = vertx.getOrCreateContext();
        this.connector = connector;
        for (int lane = 0; lane < plan.lanes(); lane++) {
            int connections = plan.connections() / plan.lanes() + (lane < plan.connections() % plan.lanes() ? 1 : 0);
            Body body = new Body(plan.target().body(), lane, plan.lanes(), plan.seed());
            Context context = vertx.getOrCreateContext();
            lanes.add(new Lane(
                    vertx,
                    context,
                    connector,
                    Asking.of(plan),
                    body,
                    connections,
                    intended -> intended - countedFrom >= 0));
        }
    }

    /**
     * Begins. Not to be called on an event loop, so that each lane gets one of its own.
     *
     * @param progress is told of each second; on an event loop
     */
    public static LoadRun start(Vertx vertx, LoadPlan plan, Consumer<Interval> progress) {
        return start(vertx, plan, new HttpConnector(vertx, plan.target(), plan.timeout()), progress);
    }

    static LoadRun start(Vertx vertx, LoadPlan plan, Connector connector, Consumer<Interval> progress) {
        LoadRun run = new LoadRun(vertx, plan, connector, progress);
        Future.all(run.lanes.stream().map(Lane::ready).toList())
                .onComplete(ready -> run.reporting.runOnContext(v -> run.begin()));
        return run;
    }

    /** What it comes to. It doesn't fail: what goes wrong is part of it. */
    public Future<LoadResult> result() {
        return result.future();
    }

    /** Ends it before its time; what was measured until then is the result. */
    public void stop() {
        stopping.tryComplete();
    }

    private void begin() {
        begun = System.nanoTime() + LEAD;
        countedFrom = begun + plan.warmUp().toNanos();
        Pacer pacer = new Pacer(new Track(plan.rate().arrivals(plan.seed()), lanes, begun));
        Promise<Void> paced = Promise.promise();
        Thread.ofPlatform().daemon(true).name("load-pacer").start(() -> {
            pacer.run();
            paced.complete();
        });
        told = seconds(plan.warmUp());
        long timer = vertx.setPeriodic(EACH_MS, tick -> tell());
        stopping.future()
                .onComplete(asked -> reporting.runOnContext(v -> stopped = true))
                .onComplete(asked -> pacer.stop());
        paced.future()
                .compose(done -> drained())
                .compose(done -> Future.all(lanes.stream().map(Lane::end).toList()))
                .onComplete(done -> reporting.runOnContext(v -> {
                    vertx.cancelTimer(timer);
                    finish();
                }));
    }

    /** Waits until all is answered, but not for what was not answered in time. */
    private Future<Void> drained() {
        Promise<Void> drained = Promise.promise();
        Future.all(lanes.stream().map(Lane::quiet).toList()).onComplete(done -> drained.tryComplete());
        vertx.setTimer(Math.max(1, plan.timeout().toMillis()), late -> drained.tryComplete());
        stopping.future().onComplete(asked -> drained.tryComplete());
        return drained.future();
    }

    private void tell() {
        double now = (System.nanoTime() - begun) / 1e9;
        if (now > told) {
            Interval.Sum sum = Interval.Sum.empty();
            lanes.forEach(lane -> lane.recording().takeInto(sum));
            Interval interval = sum.between(told, now);
            told = now;
            course.add(interval);
            all.add(interval);
            progress.accept(interval);
        }
    }

    private void finish() {
        tell();
        connector.close();
        double from = seconds(plan.warmUp());
        double to =
                stopped ? Math.max(from, told) : Math.max(seconds(plan.rate().duration()), from);
        result.complete(new LoadResult(
                plan,
                lanes.stream().mapToInt(Lane::places).sum(),
                all.between(from, to),
                List.copyOf(course),
                stopped));
    }

    private static double seconds(Duration duration) {
        return Arrivals.seconds(duration);
    }
}
