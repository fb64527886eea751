package io.neuralops.verticles.profiler.load;

import java.util.Arrays;

/** Times at which requests were meant to be sent that are not sent yet, the oldest first. */
final class Waiting {
    private static final int FIRST = 1 << 10;

    private long[] times = new long[FIRST];
    private int head;
    private int size;

    void add(long time) {
        if (size == times.length) {
            long[] more = new long[times.length * 2];
            int tail = times.length - head;
            System.arraycopy(times, head, more, 0, tail);
            System.arraycopy(times, 0, more, tail, head);
            times = more;
            head = 0;
        }
        times[(head + size) & (times.length - 1)] = time;
        size++;
    }

    long remove() {
        long time = times[head];
        head = (head + 1) & (times.length - 1);
        size--;
        return time;
    }

    /** The oldest; there must be one. */
    long oldest() {
        return times[head];
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    void clear() {
        times = Arrays.copyOf(times, FIRST);
        head = 0;
        size = 0;
    }
}
