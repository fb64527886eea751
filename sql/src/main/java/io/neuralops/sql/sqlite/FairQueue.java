package io.neuralops.sql.sqlite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue with a lane for each key. Who takes from it gets one of each lane in turn, and no lane may hold more than
 * its share: one tenant's flood fills its own lane and leaves the others' as short as they were. A lane may rest for a while:
 * it fills, and nothing of it is handed out. Thread-safe.
 */
final class FairQueue<K, T> {
    private final int capacity;
    private final int share;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Map<K, Deque<T>> lanes = new LinkedHashMap<>();
    private final Set<K> atRest = new HashSet<>();
    private int size;
    /** Items in lanes that rest. */
    private int resting;

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
            resting += atRest.contains(key) ? 1 : 0;
            filled.signal();
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something that doesn't rest or the queue is closed, then moves up to {@code max} items, one of each
     * lane in turn.
     *
     * @return false if the queue is closed and empty
     */
    boolean take(List<T> into, int max) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size == resting) {
                if (closed && size == 0) {
                    return false;
                }
                filled.await(1, TimeUnit.SECONDS);
            }
            while (size > resting && into.size() < max) {
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

    /** From now on nothing of a lane is handed out. */
    void rest(K key) {
        lock.lock();
        try {
            resting += atRest.add(key) ? length(key) : 0;
        } finally {
            lock.unlock();
        }
    }

    /** The lane has its turns again. */
    void resume(K key) {
        lock.lock();
        try {
            resting -= atRest.remove(key) ? length(key) : 0;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int length(K key) {
        Deque<T> lane = lanes.get(key);
        return lane == null ? 0 : lane.size();
    }

    private void round(List<T> into, int max) {
        Iterator<Map.Entry<K, Deque<T>>> turn = lanes.entrySet().iterator();
        while (turn.hasNext() && into.size() < max) {
            Map.Entry<K, Deque<T>> next = turn.next();
            if (atRest.contains(next.getKey())) {
                continue;
            }
            Deque<T> lane = next.getValue();
            into.add(lane.remove());
            size--;
            if (lane.isEmpty()) {
                turn.remove();
            }
        }
    }
}
