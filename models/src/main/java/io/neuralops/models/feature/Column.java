package io.neuralops.models.feature;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One input of a model.
 *
 * @param source where the raw value comes from
 * @param key the name there: a {@link HistoryFeature#label()}, a metric's or a label's name
 * @param level for an indicator, the value that it stands for; else null
 * @param mean of the transformed values in training
 * @param scale their standard deviation, above 0
 */
public record Column(
        Source source, String key, @Nullable String level, Transform transform, double mean, double scale) {
    /** Standardised values are kept within this, so that an outlier never seen before can't run away with the answer. */
    public static final double MAX_Z = 8;

    /** Where a raw value comes from. */
    public enum Source {
        HISTORY,
        METRIC,
        LABEL;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The name in answers and reports, such as {@code base_rate}, {@code metrics.queue_depth}, {@code labels.event=push}. */
    public String name() {
        String suffix = level == null ? "" : "=" + level;
        return switch (source) {
            case HISTORY -> key;
            case METRIC -> "metrics." + key + suffix;
            case LABEL -> "labels." + key + suffix;
        };
    }

    /** What the input is, for people. */
    public String words() {
        return switch (source) {
            case HISTORY -> HistoryFeature.named(key).map(HistoryFeature::words).orElse(key);
            case METRIC -> level == null ? "the run's metric '" + key + "'" : "whether that metric is " + level;
            case LABEL -> "whether that label is '" + level + "'";
        };
    }

    /** The model's view of a raw value; a missing one (NaN) is the mean, which says nothing. */
    public double standardise(float raw) {
        if (Float.isNaN(raw)) {
            return 0;
        }
        return Math.clamp((transform.apply(raw) - mean) / scale, -MAX_Z, MAX_Z);
    }

    /** The raw value of a run's own metric or label; NaN where it has none. */
    float own(Map<String, Double> metrics, Map<String, String> labels) {
        if (source == Source.LABEL) {
            String label = labels.get(key);
            return label == null ? Float.NaN : indicator(label.equals(level));
        }
        Double metric = metrics.get(key);
        if (metric == null) {
            return Float.NaN;
        }
        return level == null ? toFloat(metric) : indicator(levelOf(metric).equals(level));
    }

    /** A raw value as models take it; what is too large for a float becomes the largest, not infinite. */
    public static float toFloat(double raw) {
        return (float) Math.clamp(raw, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    /** How a number is written as a level: without a fraction where it has none. */
    public static String levelOf(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static float indicator(boolean is) {
        return is ? 1 : 0;
    }
}
