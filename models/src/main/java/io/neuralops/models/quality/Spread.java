package io.neuralops.models.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the values of an input were spread: how many lay in which bin. A bin is what lies above one edge and not above the next; the
 * last counts the values that were missing. An input of few values has a bin for each of them, any other has bins that held about
 * as many values each.
 *
 * @param feature the input's name
 * @param edges in ascending order
 * @param counts one more than edges, and one for what is missing
 */
public record Spread(String feature, List<Double> edges, List<Long> counts) {
    private static final int BINS = 10;
    /** Keeps an empty bin from being infinitely unlikely. */
    private static final double PRIOR = 0.5;

    public Spread {
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
        if (counts.size() != edges.size() + 2) {
            throw new IllegalArgumentException(counts.size() + " counts do not fit " + edges.size() + " edges");
        }
    }

    /** The spread of values, NaN where one is missing. */
    public static Spread of(String feature, float[] values) {
        double[] edges = edges(values);
        return new Spread(feature, boxed(edges), counted(edges, values));
    }

    /** How many values it is made from. */
    public long rows() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The population stability index of other values against these: 0 where they are spread alike; by custom 0.1 is a shift and
     * 0.25 a large one. Undefined (NaN) without values.
     */
    public double psi(float[] values) {
        long reference = rows();
        if (values.length == 0 || reference == 0) {
            return Double.NaN;
        }
        List<Long> others =
                counted(edges.stream().mapToDouble(Double::doubleValue).toArray(), values);
        double psi = 0;
        for (int i = 0; i < counts.size(); i++) {
            double expected = share(counts.get(i), reference);
            double actual = share(others.get(i), values.length);
            psi += (actual - expected) * Math.log(actual / expected);
        }
        return psi;
    }

    private double share(long count, long rows) {
        return (count + PRIOR) / (rows + PRIOR * counts.size());
    }

    private static double[] edges(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted); // NaN comes last
        int there = sorted.length;
        while (there > 0 && Float.isNaN(sorted[there - 1])) {
            there--;
        }
        double[] distinct = distinct(sorted, there);
        if (distinct.length > 0 && distinct.length <= BINS) {
            return Arrays.copyOf(distinct, distinct.length - 1);
        }
        double[] edges = new double[BINS - 1];
        for (int i = 0; i < edges.length && there > 0; i++) {
            edges[i] = sorted[(int) ((long) there * (i + 1) / BINS)];
        }
        return there == 0 ? new double[0] : Arrays.stream(edges).distinct().toArray();
    }

    /** The first values that differ: one more than there are bins, if there are so many. */
    private static double[] distinct(float[] sorted, int there) {
        double[] distinct = new double[BINS + 1];
        int found = 0;
        for (int i = 0; i < there && found <= BINS; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                distinct[found++] = sorted[i];
            }
        }
        return Arrays.copyOf(distinct, found);
    }

    private static List<Long> counted(double[] edges, float[] values) {
        long[] counts = new long[edges.length + 2];
        for (float value : values) {
            counts[bin(edges, value)]++;
        }
        List<Long> boxed = new ArrayList<>(counts.length);
        for (long count : counts) {
            boxed.add(count);
        }
        return boxed;
    }

    private static int bin(double[] edges, float value) {
        if (Float.isNaN(value)) {
            return edges.length + 1;
        }
        int at = Arrays.binarySearch(edges, value);
        return at >= 0 ? at : -at - 1;
    }

    private static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
