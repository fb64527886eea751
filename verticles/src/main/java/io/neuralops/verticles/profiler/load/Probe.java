package io.neuralops.verticles.profiler.load;

import io.vertx.core.Future;

/** One target that is asked all the time. On its event loop. */
public final class Probe {
    private final Lane lane;
    private final Beat beat;
    private final Connector connector;

    Probe(Lane lane, Beat beat, Connector connector) {
        this.lane = lane;
        this.beat = beat;
        this.connector = connector;
    }

    /** Asks so often from the next request on. */
    public void rate(double perSecond) {
        beat.rate(perSecond);
    }

    /**
     * What was measured since the last time.
     *
     * @param seconds since then
     */
    public Interval take(double seconds) {
        Interval.Sum sum = Interval.Sum.small();
        lane.recording().takeInto(sum);
        return sum.between(0, seconds);
    }

    /** For how long nothing was asked since the process stood still, in seconds, since this was last asked. */
    public double missedSeconds() {
        return beat.missed() / 1e9;
    }

    /** Has new connections take the place of those that are open, once they have nothing under way. */
    public void connectAnew() {
        lane.renew();
    }

    /** Ends it at once. */
    public Future<Void> end() {
        beat.end();
        return lane.end().onComplete(ended -> connector.close());
    }
}
