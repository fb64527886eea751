package io.neuralops.verticles.cache;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts how a cache does. Thread-safe. */
public final class CacheFigures {
    /** What came of asking it. All but {@link #HIT} and {@link #SHARED} have cost a computation. */
    public enum Asked {
        HIT,
        MISS,
        /** Somebody else was computing it. */
        SHARED,
        /** It didn't answer in time. */
        SLOW,
        /** It failed, or its connection did. */
        ERROR,
        /** It wasn't asked, as it failed just before. */
        AWAY,
        /** It wasn't asked, as too many were waiting for it. */
        FULL,
        /** What it held couldn't be read. */
        DAMAGED,
        /** It answered with what belongs to another key. */
        FOREIGN,
        /** It wasn't believed, as it hasn't taken up a change yet. */
        BEHIND;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of an answer that was computed. */
    public enum Written {
        KEPT,
        OVERSIZE,
        /** A change came first, so that nobody would be answered with it. */
        OUTDATED,
        FAILED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it took up a change. */
    public enum Told {
        TOLD,
        FAILED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Asked, LongAdder> asked = counters(Asked.class);
    private final Map<Written, LongAdder> written = counters(Written.class);
    private final Map<Told, LongAdder> told = counters(Told.class);
    private final LongAdder trips = new LongAdder();
    private final LongAdder tripNanos = new LongAdder();

    public void count(Asked result) {
        counter(asked, result).increment();
    }

    public void count(Written result) {
        counter(written, result).increment();
    }

    public void count(Told result) {
        counter(told, result).increment();
    }

    /** Another process was asked, and it took so long until it answered or was given up. */
    public void trip(long nanos) {
        trips.increment();
        tripNanos.add(nanos);
    }

    public long of(Asked result) {
        return counter(asked, result).sum();
    }

    public long of(Written result) {
        return counter(written, result).sum();
    }

    public long of(Told result) {
        return counter(told, result).sum();
    }

    /** How often another process was asked. */
    public long trips() {
        return trips.sum();
    }

    /** How long all of that took together. */
    public long tripNanos() {
        return tripNanos.sum();
    }

    private static <E extends Enum<E>> Map<E, LongAdder> counters(Class<E> results) {
        Map<E, LongAdder> counters = new EnumMap<>(results);
        Arrays.stream(results.getEnumConstants()).forEach(result -> counters.put(result, new LongAdder()));
        return counters;
    }

    private static <E> LongAdder counter(Map<E, LongAdder> counters, E result) {
        return java.util.Objects.requireNonNull(counters.get(result));
    }
}
