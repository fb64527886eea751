package io.neuralops.sql.sqlite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue with a lane for each key. Who takes from it gets one of each lane in turn, and no lane may hold more than
 * its share: one tenant's flood fills its own lane and leaves the others' as short as they were. Thread-safe.
 */
final class FairQueue<K, T> {
    private final int capacity;
    private final int share;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Map<K, Deque<T>> lanes = new LinkedHashMap<>();
    private int size;
    private boolean closed;

    /** What became of an offer. */
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    /**
     * Makes an empty queue.
     *
     * @param capacity items in all lanes at the most
     * @param share items in one lane at the most
     */
    FairQueue(int capacity, int share) {
        this.capacity = capacity;
        this.share = share;
    }

    Offer offer(K key, T item) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            Deque<T> lane = lanes.get(key);
            if (size >= capacity || (lane != null && lane.size() >= share)) {
                return Offer.FULL;
            }
            if (lane == null) {
                lane = new ArrayDeque<>();
                lanes.put(key, lane);
            }
            lane.add(item);
            size++;
            filled.signal();
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something or the queue is closed, then moves up to {@code max} items, one of each lane in turn.
     *
     * @return false if the queue is closed and empty
     */
    boolean take(List<T> into, int max) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size == 0) {
                if (closed) {
                    return false;
                }
                filled.await(1, TimeUnit.SECONDS);
            }
            while (size > 0 && into.size() < max) {
                round(into, max);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what is in it can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void round(List<T> into, int max) {
        Iterator<Deque<T>> turn = lanes.values().iterator();
        while (turn.hasNext() && into.size() < max) {
            Deque<T> lane = turn.next();
            into.add(lane.remove());
            size--;
            if (lane.isEmpty()) {
                turn.remove();
            }
        }
    }
}
