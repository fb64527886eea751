package io.neuralops.gateway.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * Ends what runs, what came last first: when the process is told to end (SIGTERM, Ctrl-C), or when the command is over. It
 * begins to watch when it is made.
 */
final class Shutdown implements AutoCloseable {
    /** As a shell has it for whom Ctrl-C stopped. */
    private static final int INTERRUPTED = 130;

    private final Deque<Runnable> running = new ArrayDeque<>();
    private int status = INTERRUPTED;

    Shutdown() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(this::toldToEnd));
    }

    /** Has something ended later. May be told before it runs: then what ends it waits until it does, or does nothing. */
    synchronized void later(Runnable end) {
        running.push(end);
    }

    /** Waits until the process is told to end, for which it is there: its status is then 0. */
    void await() throws InterruptedException {
        synchronized (this) {
            status = 0;
        }
        new CountDownLatch(1).await();
    }

    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            running.pop().run();
        }
    }

    private synchronized void toldToEnd() {
        if (!running.isEmpty()) {
            close();
            // Without this the status would tell of the signal, though all went well; and the command, whose service
            // just
            // went away, would complain.
            Runtime.getRuntime().halt(status);
        }
    }
}
