package io.neuralops.verticles.profiler.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests that are sent from one event loop. What is due while no connection is free waits, and its time counts from when
 * it was meant to be sent; nothing that is due is left out.
 */
final class Lane {
    private static final long QUIET_LOOK_MS = 10;

    private final Vertx vertx;
    private final Context context;
    private final Connector connector;
    private final Asking asking;
    private final int connections;
    /** How long an answer is waited for, in nanoseconds. */
    private final long timeout;

    private final Recording recording;
    private final Body body;
    private final Deque<Link> free = new ArrayDeque<>();
    private final Set<Link> open = new HashSet<>();
    private final Deque<Exchange> underWay = new ArrayDeque<>();
    private final Waiting waiting = new Waiting();
    private final LongPredicate counts;
    private final Alarm alarm;
    private volatile int capacity = 1;
    private int connecting;
    private boolean over;

    /**
     * A lane with no connection yet.
     *
     * @param counts whether what was meant to be sent at a time does; asked on the event loop, once something is due
     */
    Lane(
            Vertx vertx,
            Context context,
            Connector connector,
            Asking asking,
            Body body,
            int connections,
            LongPredicate counts) {
        this.vertx = vertx;
        this.context = context;
        this.connector = connector;
        this.asking = asking;
        this.recording = asking.manner().recording().get();
        this.connections = connections;
        this.timeout = asking.timeout().toNanos();
        this.body = body;
        this.counts = counts;
        this.alarm = new Alarm(vertx, this::expire);
    }

    /** Opens the connections; ready when each of them is there or has failed. */
    Future<Void> ready() {
        Promise<Void> ready = Promise.promise();
        context.runOnContext(begun -> {
            List<Future<?>> attempts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                attempts.add(connect());
            }
            Future.join(attempts).onComplete(done -> ready.complete());
        });
        return ready.future();
    }

    /** Requests are due that were meant to be sent at these times. From any thread. */
    void due(long[] intended) {
        context.runOnContext(v -> {
            for (long time : intended) {
                waiting.add(time);
            }
            send();
            // They were added last, so what was sent of them are the first.
            for (int i = Math.max(0, intended.length - waiting.size()); i < intended.length; i++) {
                blocked(intended[i]);
            }
        });
    }

    /** A request is due that was meant to be sent at this time. On the lane's event loop. */
    void due(long intended) {
        waiting.add(intended);
        send();
        if (!waiting.isEmpty()) {
            blocked(intended);
        }
    }

    private void blocked(long intended) {
        if (counts.test(intended)) {
            recording.blocked();
        }
    }

    /** Completes once nothing waits or is under way. From any thread. */
    Future<Void> quiet() {
        Promise<Void> quiet = Promise.promise();
        context.runOnContext(v -> whenQuiet(quiet));
        return quiet.future();
    }

    private void whenQuiet(Promise<Void> quiet) {
        if (over || (waiting.isEmpty() && underWay.isEmpty())) {
            quiet.complete();
        } else {
            vertx.setTimer(QUIET_LOOK_MS, later -> whenQuiet(quiet));
        }
    }

    /** Ends it: what has not come to an end has timed out. From any thread. */
    Future<Void> end() {
        Promise<Void> ended = Promise.promise();
        context.runOnContext(v -> {
            over = true;
            alarm.cancel();
            List.copyOf(underWay).forEach(exchange -> exchange.end(FailureKind.TIMEOUT));
            failWaiting(FailureKind.TIMEOUT);
            Set.copyOf(open).forEach(Link::close);
            ended.complete();
        });
        return ended.future();
    }

    Recording recording() {
        return recording;
    }

    /** How many requests may be under way at a time, if all connections are there. From any thread. */
    int places() {
        return connections * capacity;
    }

    Expectation expectation() {
        return asking.expectation();
    }

    /** What the next request is to say. */
    Buffer body() {
        return body.next();
    }

    /** A link may take another request. */
    void free(Link link) {
        if (link.list()) {
            free.add(link);
        }
        send();
    }

    /** A link ended; another takes its place. */
    void gone(Link link) {
        open.remove(link);
        free.remove(link);
        if (!over) {
            if (link.used() || link.retired()) {
                connect();
            } else {
                // A server that closes what it just accepted would have us connect as fast as we can.
                refused();
            }
        }
    }

    /** Connections that are open take no more requests, and others take their place. */
    void renew() {
        Set.copyOf(open).forEach(Link::retire);
    }

    void ended(long intended, long sent, @Nullable FailureKind failure) {
        if (counts.test(intended)) {
            long now = System.nanoTime();
            recording.ended(now - intended);
            recording.served(now - sent);
            if (failure != null) {
                recording.failed(failure);
            }
        }
    }

    private Future<Wire> connect() {
        connecting++;
        return asking.route().address().compose(connector::connect).onComplete(made -> {
            connecting--;
            if (made.succeeded()) {
                opened(made.result());
            } else {
                refused();
            }
        });
    }

    private void opened(Wire wire) {
        if (over) {
            wire.close();
            return;
        }
        capacity = wire.capacity();
        Link link = new Link(this, wire);
        open.add(link);
        free(link);
    }

    private void refused() {
        if (open.isEmpty() && connecting == 0) {
            failWaiting(FailureKind.CONNECT);
        }
        vertx.setTimer(asking.manner().againMs(), later -> {
            if (!over) {
                connect();
            }
        });
    }

    private void send() {
        while (!over && !waiting.isEmpty() && !free.isEmpty()) {
            Link link = free.remove();
            link.unlist();
            if (link.usable()) {
                long intended = waiting.remove();
                long now = System.nanoTime();
                if (counts.test(intended)) {
                    recording.late(now - (link.freeSince() - intended > 0 ? link.freeSince() : intended));
                }
                underWay.add(link.send(intended, now));
                if (link.list()) {
                    free.add(link);
                }
            }
        }
        if (open.isEmpty() && connecting == 0) {
            failWaiting(FailureKind.CONNECT);
        }
        watch();
    }

    private void failWaiting(FailureKind kind) {
        while (!waiting.isEmpty()) {
            failed(waiting.remove(), kind);
        }
    }

    /** What was never sent has failed. */
    private void failed(long intended, FailureKind kind) {
        if (counts.test(intended)) {
            recording.ended(System.nanoTime() - intended);
            recording.failed(kind);
        }
    }

    /** Has what is not over by then looked at. In the order in which they were sent, so the first is enough. */
    private void watch() {
        while (!underWay.isEmpty() && underWay.peek().over()) {
            underWay.remove();
        }
        if (over) {
            return;
        }
        Exchange first = underWay.peek();
        if (first != null) {
            alarm.by(first.sent() + timeout);
        }
        if (!asking.manner().patient() && !waiting.isEmpty()) {
            alarm.by(waiting.oldest() + timeout);
        }
    }

    private void expire() {
        long now = System.nanoTime();
        for (Exchange first = underWay.peek(); first != null && expired(first, now); first = underWay.peek()) {
            underWay.remove();
            first.timeOut();
        }
        while (!asking.manner().patient() && !waiting.isEmpty() && now - waiting.oldest() >= timeout) {
            failed(waiting.remove(), FailureKind.TIMEOUT);
        }
        watch();
    }

    private boolean expired(Exchange one, long now) {
        return one.over() || now - one.sent() >= timeout;
    }
}
