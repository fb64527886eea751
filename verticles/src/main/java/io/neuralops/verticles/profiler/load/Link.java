package io.neuralops.verticles.profiler.load;

import java.util.ArrayList;
import java.util.List;

/** A connection of a lane, with as many requests under way as it takes. */
final class Link {
    private final Lane lane;
    private final Wire wire;
    private final List<Exchange> underWay = new ArrayList<>(1);
    private int busy;
    private boolean used;
    private boolean retired;
    private boolean listed;
    private boolean closing;
    private boolean closed;
    private long freeSince = System.nanoTime();

    Link(Lane lane, Wire wire) {
        this.lane = lane;
        this.wire = wire;
        wire.onEnd(this::gone);
    }

    /** Since when it could have taken another request. */
    long freeSince() {
        return freeSince;
    }

    /** Whether it takes another request and isn't among those that do; after this it is. */
    boolean list() {
        boolean news = usable() && !listed && busy < wire.capacity();
        listed |= news;
        return news;
    }

    void unlist() {
        listed = false;
    }

    boolean usable() {
        return !closing && !closed;
    }

    /** Whether anything was sent on it. */
    boolean used() {
        return used;
    }

    boolean retired() {
        return retired;
    }

    Exchange send(long intended, long now) {
        Exchange exchange = new Exchange(lane, this, intended, now);
        busy++;
        used = true;
        underWay.add(exchange);
        wire.send(exchange, lane.body());
        return exchange;
    }

    /** One request less is under way. */
    void free() {
        underWay.removeIf(Exchange::over);
        busy--;
        freeSince = System.nanoTime();
        if (closing && busy == 0) {
            wire.close();
        }
        lane.free(this);
    }

    /** Takes no request any more, and closes once what is under way has come to its end. */
    void retire() {
        closing = true;
        retired = true;
        if (busy == 0) {
            wire.close();
        }
    }

    /** Takes no request any more. */
    void close() {
        closing = true;
        wire.close();
    }

    private void gone() {
        if (!closed) {
            closed = true;
            List.copyOf(underWay).forEach(exchange -> exchange.end(FailureKind.BROKEN));
            lane.gone(this);
        }
    }
}
