package io.neuralops.verticles.profiler.load;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands requests to lanes when they are due. On a thread of its own: timers of event loops count milliseconds, and what an
 * event loop is busy with must not move when the next request is meant to be sent.
 */
final class Pacer implements Runnable {
    /** Between looks at what is due. Waking up costs more than sending, so what is due within is handed over together. */
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(250);

    private static final int BATCH = 512;

    private final Arrivals arrivals;
    private final List<Lane> lanes;
    private final long[][] batches;
    private final int[] counts;
    private final long start;
    private int turn;
    private volatile boolean stopped;

    /**
     * A pacer.
     *
     * @param start the beginning, by {@link System#nanoTime}
     */
    Pacer(Arrivals arrivals, List<Lane> lanes, long start) {
        this.arrivals = arrivals;
        this.lanes = lanes;
        this.batches = new long[lanes.size()][BATCH];
        this.counts = new int[lanes.size()];
        this.start = start;
    }

    /** Nothing is handed over any more. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        long next = arrivals.next();
        while (!stopped && next != Arrivals.NONE) {
            long now = System.nanoTime();
            while (next != Arrivals.NONE && start + next - now <= 0) {
                give(start + next);
                next = arrivals.next();
            }
            for (int lane = 0; lane < counts.length; lane++) {
                handOver(lane);
            }
            if (next != Arrivals.NONE) {
                LockSupport.parkNanos(Math.max(PAUSE, start + next - System.nanoTime()));
            }
        }
    }

    private void give(long intended) {
        int lane = turn;
        turn = turn + 1 == counts.length ? 0 : turn + 1;
        batches[lane][counts[lane]++] = intended;
        if (counts[lane] == BATCH) {
            handOver(lane);
        }
    }

    private void handOver(int lane) {
        if (counts[lane] > 0) {
            lanes.get(lane).due(Arrays.copyOf(batches[lane], counts[lane]));
            counts[lane] = 0;
        }
    }
}
