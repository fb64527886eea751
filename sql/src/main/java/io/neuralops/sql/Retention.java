package io.neuralops.sql;

import org.jspecify.annotations.Nullable;

/** For how many days rows are kept, by their table: 0 for ever, null where the installation's setting holds. */
public record Retention(
        @Nullable Integer predictionsDays, @Nullable Integer perfMetricsDays) {
    /** Nothing settled. */
    public static final Retention AS_INSTALLED = new Retention(null, null);

    /** Longest time that can be settled, in days: a hundred years. */
    public static final int MAX_DAYS = 36_500;

    /** This, with another's where nothing is settled. */
    public Retention orElse(Retention other) {
        return new Retention(
                predictionsDays == null ? other.predictionsDays : predictionsDays,
                perfMetricsDays == null ? other.perfMetricsDays : perfMetricsDays);
    }
}
