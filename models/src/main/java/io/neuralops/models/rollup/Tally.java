package io.neuralops.models.rollup;

import java.util.Arrays;

/** One number for each {@link Measure}, to be added to. Not thread-safe. */
public final class Tally {
    private static final int COUNT = Measure.values().length;

    private final long[] values;

    /** Of nothing. */
    public Tally() {
        this(new long[COUNT]);
    }

    private Tally(long[] values) {
        this.values = values;
    }

    public long get(Measure measure) {
        return values[measure.place()];
    }

    /** Adds to one number. */
    public Tally add(Measure measure, long value) {
        values[measure.place()] += value;
        return this;
    }

    /** Adds all numbers of another, so many times; -1 takes them away. */
    public Tally add(Tally other, int times) {
        for (int i = 0; i < COUNT; i++) {
            values[i] += times * other.values[i];
        }
        return this;
    }

    /** Whether nothing was added, or all of it taken away. */
    public boolean isEmpty() {
        for (long value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally tally && Arrays.equals(values, tally.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Measure measure : Measure.values()) {
            if (get(measure) != 0) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(measure.column())
                        .append(' ')
                        .append(get(measure));
            }
        }
        return text.toString();
    }
}
