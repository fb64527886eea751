package io.neuralops.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers who ask at a constant rate, whatever becomes of their requests (an open model). All on the calling thread, so that
 * the generator takes as little as it can from the server beside it: requests are bytes made beforehand, and of responses
 * only the status and the end are looked for.
 *
 * <p>Each connection has one request under way. What is due while all are busy waits, and its time counts from when it was
 * meant to be sent. The queue is the part of the schedule that has passed.
 */
public final class OpenLoad implements AutoCloseable {
    private static final int BUFFER = 64 << 10;
    /**
     * Between looks at what is due and what has come, when there was nothing: the resolution of all times. Most of what the
     * generator takes from a server on the same machine is waking up, so it doesn't for every request.
     */
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(100);

    private static final long LEAD = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MICROS = 1_000;

    private final int port;
    private final List<ByteBuffer> requests;
    private final Schedule schedule;
    private final Duration patience;
    private final Selector selector = Selector.open();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Tally tally = new Tally();
    private long start;
    private long next;
    private int busy;

    private OpenLoad(int port, List<byte[]> requests, Schedule schedule, Duration patience) throws IOException {
        this.port = port;
        this.requests = requests.stream().map(OpenLoad::direct).toList();
        this.schedule = schedule;
        this.patience = patience;
    }

    /**
     * Asks.
     *
     * @param port of the loopback address
     * @param requests whole HTTP/1.1 requests, sent in turn
     * @param connections how many requests may be under way
     * @param patience how long to wait for answers after the last request was due
     */
    public static LoadResult run(int port, List<byte[]> requests, Schedule schedule, int connections, Duration patience)
            throws IOException {
        try (OpenLoad load = new OpenLoad(port, requests, schedule, patience)) {
            return load.run(connections);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private LoadResult run(int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            idle.add(Connection.open(port, selector, System.nanoTime()));
        }
        long cpu = cpu();
        start = System.nanoTime() + LEAD;
        long end = start + schedule.offset(schedule.count()) + patience.toNanos();
        while (next < schedule.count() || busy > 0) {
            long now = System.nanoTime();
            if (now - end > 0) {
                break;
            }
            sendDue(now);
            if (selector.selectNow(this::ready) == 0) {
                LockSupport.parkNanos(PAUSE);
            }
        }
        long answering = System.nanoTime() - start - schedule.warmUp().toNanos();
        return tally.result(schedule, answering, (cpu() - cpu) / (double) MICROS);
    }

    private void sendDue(long now) throws IOException {
        while (next < schedule.count() && now - intended(next) >= 0 && !idle.isEmpty()) {
            Connection connection = idle.remove();
            long number = next++;
            long waiting = intended(number) - connection.idleSince();
            long possible = waiting < 0 ? connection.idleSince() : intended(number);
            tally.sent((System.nanoTime() - possible) / MICROS, waiting < 0);
            busy++;
            try {
                connection.send(
                        number, requests.get((int) (number % requests.size())).duplicate());
            } catch (IOException e) {
                replace(connection);
            }
        }
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isValid() && key.isWritable()) {
                connection.flush();
            }
            if (key.isValid() && key.isReadable() && connection.receive(buffer)) {
                answered(connection);
            }
        } catch (IOException e) {
            replaceOrGiveUp(connection);
        }
    }

    private void answered(Connection connection) throws IOException {
        long now = System.nanoTime();
        long number = connection.number();
        tally.answered(connection.status(), (now - intended(number)) / MICROS, schedule.measures(number));
        busy--;
        connection.rest(now);
        if (connection.closing()) {
            connection.close();
            idle.add(Connection.open(port, selector, now));
        } else {
            idle.add(connection);
        }
    }

    /** The server ended a connection; only a request under way is harmed by that. */
    private void replace(Connection connection) throws IOException {
        if (connection.busy()) {
            busy--;
            tally.broke();
        } else {
            idle.remove(connection);
        }
        connection.close();
        idle.add(Connection.open(port, selector, System.nanoTime()));
    }

    private void replaceOrGiveUp(Connection connection) {
        try {
            replace(connection);
        } catch (IOException noServer) {
            throw new UncheckedIOException(noServer);
        }
    }

    private long intended(long number) {
        return start + schedule.offset(number);
    }

    private static ByteBuffer direct(byte[] request) {
        return ByteBuffer.allocateDirect(request.length).put(request).flip();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
