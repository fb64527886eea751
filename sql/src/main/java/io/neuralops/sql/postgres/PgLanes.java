package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Works that wait, a lane for each tenant. Who takes gets one of each lane in turn, and no lane holds more than its share.
 * Where order matters, a lane that was taken from is closed to others until it is given back. Thread-safe.
 */
final class PgLanes {
    /** No tenant may hold more than this part of the room, so that there is some for another. */
    private static final int SHARES = 2;

    private final int capacity;
    private final boolean ordered;
    private final Map<TenantId, Deque<PgPending<?>>> lanes = new LinkedHashMap<>();
    /** Those that were taken from, with what came since. */
    private final Map<TenantId, Deque<PgPending<?>>> taken = new HashMap<>();

    private int size;
    private long offered;
    private boolean closed;

    /**
     * Makes empty lanes.
     *
     * @param capacity works in all lanes at the most
     * @param ordered whether a tenant's works are to be done one after another
     */
    PgLanes(int capacity, boolean ordered) {
        this.capacity = capacity;
        this.ordered = ordered;
    }

    /** Takes a work in, or says why not. */
    synchronized void offer(PgPending<?> work) {
        if (closed) {
            throw PgFailures.unavailable("the store is closing");
        }
        Deque<PgPending<?>> closedLane = taken.get(work.tenant());
        Deque<PgPending<?>> lane = closedLane == null ? lanes.get(work.tenant()) : closedLane;
        if (size >= capacity || (lane != null && lane.size() >= capacity / SHARES)) {
            throw PgFailures.unavailable("the store's queue is full");
        }
        if (lane == null) {
            lane = new ArrayDeque<>();
            lanes.put(work.tenant(), lane);
        }
        lane.add(work);
        size++;
        offered++;
    }

    /** Up to {@code max} works of lanes that are not taken; with order, those of a tenant follow one another. */
    synchronized List<PgPending<?>> take(int max) {
        Map<TenantId, List<PgPending<?>>> group = new LinkedHashMap<>();
        int count = 0;
        int before = -1;
        while (count < max && count != before) {
            before = count;
            count += round(group, max - count);
        }
        if (ordered) {
            group.keySet().forEach(tenant -> {
                Deque<PgPending<?>> rest = lanes.remove(tenant);
                taken.put(tenant, rest == null ? new ArrayDeque<>() : rest);
            });
        }
        List<PgPending<?>> works = new ArrayList<>(count);
        group.values().forEach(works::addAll);
        size -= count;
        return works;
    }

    synchronized void giveBack(List<PgPending<?>> works) {
        for (PgPending<?> work : works) {
            Deque<PgPending<?>> lane = taken.remove(work.tenant());
            if (lane != null && !lane.isEmpty()) {
                lanes.put(work.tenant(), lane);
            }
        }
    }

    /** How many works ever came in. */
    synchronized long offered() {
        return offered;
    }

    /** How many works were ever taken. */
    synchronized long served() {
        return offered - size;
    }

    /** Whether there is something to take. */
    synchronized boolean ready() {
        return !lanes.isEmpty();
    }

    /** Takes nothing more in; what is there can still be taken. */
    synchronized void close() {
        closed = true;
    }

    /** Whether nothing will come any more. */
    synchronized boolean finished() {
        return closed && size == 0;
    }

    private int round(Map<TenantId, List<PgPending<?>>> group, int max) {
        List<TenantId> served = new ArrayList<>();
        Iterator<Map.Entry<TenantId, Deque<PgPending<?>>>> turn =
                lanes.entrySet().iterator();
        while (turn.hasNext() && served.size() < max) {
            Map.Entry<TenantId, Deque<PgPending<?>>> lane = turn.next();
            group.computeIfAbsent(lane.getKey(), t -> new ArrayList<>())
                    .add(lane.getValue().remove());
            served.add(lane.getKey());
            if (lane.getValue().isEmpty()) {
                turn.remove();
            }
        }
        served.forEach(this::toTheEnd);
        return served.size();
    }

    /** Whoever was served waits behind the others. */
    private void toTheEnd(TenantId tenant) {
        Deque<PgPending<?>> lane = lanes.remove(tenant);
        if (lane != null) {
            lanes.put(tenant, lane);
        }
    }
}
