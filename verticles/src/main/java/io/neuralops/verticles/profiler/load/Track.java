package io.neuralops.verticles.profiler.load;

import java.util.Arrays;
import java.util.List;

/** What is due at a rate, and the lanes that take turns with it. For the pacer's thread. */
final class Track {
    private static final int BATCH = 512;

    private final Arrivals arrivals;
    private final List<Lane> lanes;
    private final long start;
    private final long[][] batches;
    private final int[] counts;
    private int turn;
    private long next;

    /**
     * A track.
     *
     * @param start the beginning, by {@link System#nanoTime}
     */
    Track(Arrivals arrivals, List<Lane> lanes, long start) {
        this.arrivals = arrivals;
        this.lanes = lanes;
        this.start = start;
        this.batches = new long[lanes.size()][BATCH];
        this.counts = new int[lanes.size()];
        this.next = arrivals.next();
    }

    boolean over() {
        return next == Arrivals.NONE;
    }

    /** How long until the next is due, in nanoseconds; not above nought if it already is. */
    long until(long now) {
        return start + next - now;
    }

    /** Hands over what is due. */
    void handOver(long now) {
        while (next != Arrivals.NONE && start + next - now <= 0) {
            give(start + next);
            next = arrivals.next();
        }
        for (int lane = 0; lane < counts.length; lane++) {
            handOver(lane);
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
