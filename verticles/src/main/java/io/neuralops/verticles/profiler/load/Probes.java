package io.neuralops.verticles.profiler.load;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import java.time.Duration;
import java.util.List;

/** Targets that are asked all the time, each at a rate of its own: all from one event loop, paced by one thread. */
public final class Probes implements AutoCloseable {
    private final Vertx vertx;
    private final Context context;
    private final Pacer pacer = Pacer.endless();
    private final Thread thread;

    /** Begins, with nothing to ask. */
    public Probes(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
        this.thread = Thread.ofPlatform().daemon(true).name("profiler-pacer").unstarted(pacer);
        thread.start();
    }

    /**
     * Asks a target from now on.
     *
     * @param timeout how long an answer is waited for, and a connection before that
     * @param connections how many are open
     * @param after how long from now the first request is due
     */
    public Probe ask(
            Target target,
            Expectation expectation,
            Duration timeout,
            Route route,
            int connections,
            double perSecond,
            Duration after) {
        HttpClientAgent client = Clients.client(vertx, target, timeout);
        Asking asking = new Asking(target, expectation, timeout, route, Manner.ENDLESS);
        long begin = System.nanoTime() + after.toNanos();
        // Drawn otherwise after each start: what is named by it must not be named so again.
        Body body = new Body(target.body(), 0, 1, begin);
        Lane lane = new Lane(vertx, context, client, asking, body, connections, () -> begin);
        Arrivals.Endless arrivals = new Arrivals.Endless(perSecond);
        Track track = new Track(arrivals, List.of(lane), begin);
        lane.ready();
        pacer.add(track);
        return new Probe(pacer, track, arrivals, lane, client);
    }

    /** The thread that says when requests are due. */
    public Thread thread() {
        return thread;
    }

    /** Nothing is due any more. */
    @Override
    public void close() {
        pacer.stop();
    }
}
