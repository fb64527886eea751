package io.neuralops.verticles.profiler.load;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;

/** One target that is asked all the time. From its event loop, but for what is said. */
public final class Probe {
    private final Pacer pacer;
    private final Track track;
    private final Arrivals.Endless arrivals;
    private final Lane lane;
    private final HttpClientAgent client;

    Probe(Pacer pacer, Track track, Arrivals.Endless arrivals, Lane lane, HttpClientAgent client) {
        this.pacer = pacer;
        this.track = track;
        this.arrivals = arrivals;
        this.lane = lane;
        this.client = client;
    }

    /** Asks so often from the next request on. From any thread. */
    public void rate(double perSecond) {
        arrivals.rate(perSecond);
    }

    /**
     * What was measured since the last time.
     *
     * @param seconds since then
     */
    public Interval take(double seconds) {
        Interval.Sum sum = Interval.Sum.empty();
        lane.recording().takeInto(sum);
        return sum.between(0, seconds);
    }

    /** For how long nothing was asked since the process stood still, in seconds, since this was last asked. */
    public double missedSeconds() {
        return track.missed() / 1e9;
    }

    /** Has new connections take the place of those that are open, once they have nothing under way. */
    public void connectAnew() {
        lane.renew();
    }

    /** Ends it at once. */
    public Future<Void> end() {
        pacer.remove(track);
        return lane.end().onComplete(ended -> client.close());
    }
}
