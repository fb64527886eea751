package io.neuralops.models.figures;

import java.util.Arrays;

/** The standard figures of binary classification, exact with respect to ties. {@code failed} is the positive class. */
public final class BinaryMetrics {
    private static final int ECE_BINS = 10;
    private static final double LOG_LOSS_CLIP = 1e-15;

    private BinaryMetrics() {}

    /** All figures, with F1 at the given threshold ({@code p >= threshold} predicts a failure). */
    public static Figures of(double[] p, boolean[] failed, double threshold) {
        Ranking ranking = Ranking.of(p, failed);
        return new Figures(
                rocAuc(ranking, p.length),
                averagePrecision(ranking),
                brier(p, failed),
                logLoss(p, failed),
                ece(p, failed),
                f1(p, failed, threshold),
                threshold);
    }

    public static double rocAuc(double[] p, boolean[] failed) {
        return rocAuc(Ranking.of(p, failed), p.length);
    }

    private static double rocAuc(Ranking r, int runs) {
        double positives = r.positives();
        double negatives = runs - positives;
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        double area = 0;
        double above = 0;
        for (int g = 0; g < r.groups(); g++) {
            area += r.negativesIn(g) * (above + r.positivesIn(g) / 2.0);
            above += r.positivesIn(g);
        }
        return area / (positives * negatives);
    }

    public static double averagePrecision(double[] p, boolean[] failed) {
        return averagePrecision(Ranking.of(p, failed));
    }

    private static double averagePrecision(Ranking r) {
        double positives = r.positives();
        if (positives == 0) {
            return Double.NaN;
        }
        double sum = 0;
        double seen = 0;
        double hits = 0;
        for (int g = 0; g < r.groups(); g++) {
            seen += r.positivesIn(g) + r.negativesIn(g);
            hits += r.positivesIn(g);
            sum += r.positivesIn(g) / positives * (hits / seen);
        }
        return sum;
    }

    public static double brier(double[] p, boolean[] failed) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double error = p[i] - label(failed[i]);
            sum += error * error;
        }
        return sum / p.length;
    }

    public static double logLoss(double[] p, boolean[] failed) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += logLoss(p[i], failed[i]);
        }
        return sum / p.length;
    }

    /** The same of one run. */
    public static double logLoss(double p, boolean failed) {
        return -Math.log(Math.clamp(failed ? p : 1 - p, LOG_LOSS_CLIP, 1 - LOG_LOSS_CLIP));
    }

    public static double ece(double[] p, boolean[] failed) {
        double[] confidence = new double[ECE_BINS];
        double[] failures = new double[ECE_BINS];
        for (int i = 0; i < p.length; i++) {
            int bin = Math.min(ECE_BINS - 1, (int) (p[i] * ECE_BINS));
            confidence[bin] += p[i];
            failures[bin] += label(failed[i]);
        }
        double sum = 0;
        for (int bin = 0; bin < ECE_BINS; bin++) {
            sum += Math.abs(confidence[bin] - failures[bin]);
        }
        return sum / p.length;
    }

    public static double f1(double[] p, boolean[] failed, double threshold) {
        double hits = 0;
        double predicted = 0;
        double positives = 0;
        for (int i = 0; i < p.length; i++) {
            boolean alarm = p[i] >= threshold;
            predicted += alarm ? 1 : 0;
            positives += label(failed[i]);
            hits += alarm && failed[i] ? 1 : 0;
        }
        return hits == 0 ? 0 : 2 * hits / (predicted + positives);
    }

    /** The part of the runs that is told right when {@code p >= threshold} predicts a failure. */
    public static double accuracy(double[] p, boolean[] failed, double threshold) {
        int right = 0;
        for (int i = 0; i < p.length; i++) {
            right += (p[i] >= threshold) == failed[i] ? 1 : 0;
        }
        return (double) right / p.length;
    }

    /** The probability from which on an alarm gives the highest F1; 0.5 where no run failed. */
    public static double bestThreshold(double[] p, boolean[] failed) {
        Ranking r = Ranking.of(p, failed);
        double best = 0;
        double threshold = 0.5;
        double hits = 0;
        double predicted = 0;
        for (int g = 0; g < r.groups(); g++) {
            hits += r.positivesIn(g);
            predicted += r.positivesIn(g) + r.negativesIn(g);
            double f1 = 2 * hits / (predicted + r.positives());
            if (f1 > best) {
                best = f1;
                threshold = g + 1 < r.groups() ? between(r.score(g), r.score(g + 1)) : r.score(g);
            }
        }
        return threshold;
    }

    /** Half way to the next score below: a new score rarely equals one that was seen. */
    private static double between(double score, double below) {
        double middle = (score + below) / 2;
        return middle > below ? middle : score;
    }

    private static double label(boolean failed) {
        return failed ? 1 : 0;
    }

    /** Rows in descending order of score, rows of equal score as one group. */
    private record Ranking(double[] scores, int[] positiveCounts, int[] negativeCounts, int groups, int positives) {
        static Ranking of(double[] p, boolean[] failed) {
            long[] order = new long[p.length];
            for (int i = 0; i < p.length; i++) {
                // Probabilities are not negative, so their bits sort as they do; the low bit carries the label.
                order[i] = (Double.doubleToRawLongBits(p[i]) << 1) | (failed[i] ? 1 : 0);
            }
            Arrays.sort(order);
            double[] scores = new double[p.length];
            int[] positive = new int[p.length];
            int[] negative = new int[p.length];
            int group = -1;
            int positives = 0;
            for (int i = order.length - 1; i >= 0; i--) {
                double score = Double.longBitsToDouble(order[i] >>> 1);
                if (group < 0 || scores[group] != score) {
                    scores[++group] = score;
                }
                boolean isPositive = (order[i] & 1) == 1;
                positive[group] += isPositive ? 1 : 0;
                negative[group] += isPositive ? 0 : 1;
                positives += isPositive ? 1 : 0;
            }
            return new Ranking(scores, positive, negative, group + 1, positives);
        }

        int positivesIn(int group) {
            return positiveCounts[group];
        }

        int negativesIn(int group) {
            return negativeCounts[group];
        }

        double score(int group) {
            return scores[group];
        }
    }
}
