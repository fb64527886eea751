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
    private long heard = freeSince;

    Link(Lane lane, Wire wire) {
        this.lane = lane;
        this.wire = wire;
        wire.onLeave(this::leave);
        wire.onEnd(this::gone);
    }

    /** Whether more than one request may be under way. */
    boolean shared() {
        return wire.capacity() > 1;
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

    /**
     * One request less is under way.
     *
     * @param news whether something was heard of it
     */
    void free(boolean news) {
        underWay.removeIf(Exchange::over);
        busy--;
        freeSince = System.nanoTime();
        if (news) {
            heard = freeSince;
        }
        if (closing && busy == 0) {
            wire.close();
        }
        lane.free(this);
    }

    /** Takes no request any more, and closes once what is under way has come to its end. */
    void retire() {
        retired = true;
        leave();
    }

    private void leave() {
        closing = true;
        if (busy == 0) {
            wire.close();
        }
    }

    /** A request was given up. A connection of which nothing was heard since it was sent is of no more use to others. */
    void forget(Exchange exchange) {
        if (shared() && usable()) {
            wire.forget(exchange);
            if (heard - exchange.sent() < 0) {
                leave();
            }
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
