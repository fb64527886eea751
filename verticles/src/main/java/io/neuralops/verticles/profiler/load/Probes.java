package io.neuralops.verticles.profiler.load;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Targets that are asked all the time, each at a rate of its own: all from one event loop, on which this is used. */
public final class Probes {
    private final Vertx vertx;
    private final Context context;

    /** With nothing to ask yet. */
    public Probes(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
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
        Connector connector = Connector.sparing(vertx, target, timeout);
        Asking asking = new Asking(target, expectation, timeout, route, Manner.ENDLESS);
        long begin = System.nanoTime() + after.toNanos();
        // Drawn otherwise after each start: what is named by it must not be named so again.
        Body body = new Body(target.body(), 0, 1, begin);
        Lane lane = new Lane(vertx, context, connector, asking, body, connections, intended -> true);
        lane.ready();
        return new Probe(lane, new Beat(vertx, lane, perSecond, begin), connector);
    }
}
