package io.neuralops.verticles.profiler.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import java.util.ArrayList;
import java.util.List;

/** A connection of a lane, with as many requests under way as it takes. */
final class Link {
    private final Lane lane;
    private final HttpClientConnection connection;
    private final int capacity;
    private final List<Exchange> underWay = new ArrayList<>(1);
    private int busy;
    private boolean used;
    private boolean retired;
    private boolean listed;
    private boolean closing;
    private boolean closed;
    private long freeSince = System.nanoTime();

    Link(Lane lane, HttpClientConnection connection, int capacity) {
        this.lane = lane;
        this.connection = connection;
        this.capacity = capacity;
        connection.closeHandler(gone -> gone());
        connection.exceptionHandler(broken -> close());
    }

    /** Since when it could have taken another request. */
    long freeSince() {
        return freeSince;
    }

    /** Whether it takes another request and isn't among those that do; after this it is. */
    boolean list() {
        boolean news = usable() && !listed && busy < capacity;
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
        Buffer body = lane.body();
        connection
                .request(lane.options())
                .compose(request -> body.length() == 0 ? request.send() : request.send(body))
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        exchange.answered(answer.result());
                    } else {
                        exchange.end(FailureKind.BROKEN);
                    }
                });
        return exchange;
    }

    /** One request less is under way. */
    void free() {
        underWay.removeIf(Exchange::over);
        busy--;
        freeSince = System.nanoTime();
        if (closing && busy == 0) {
            connection.close();
        }
        lane.free(this);
    }

    /** Takes no request any more, and closes once what is under way has come to its end. */
    void retire() {
        closing = true;
        retired = true;
        if (busy == 0) {
            connection.close();
        }
    }

    /** Takes no request any more. */
    void close() {
        closing = true;
        connection.close();
    }

    private void gone() {
        if (!closed) {
            closed = true;
            List.copyOf(underWay).forEach(exchange -> exchange.end(FailureKind.BROKEN));
            lane.gone(this);
        }
    }
}
