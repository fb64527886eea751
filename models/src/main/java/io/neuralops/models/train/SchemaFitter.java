package io.neuralops.models.train;

import io.neuralops.models.feature.Column;
import io.neuralops.models.feature.Column.Source;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.feature.HistoryFeature;
import io.neuralops.models.feature.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the inputs of a model from what the training rows hold, by one rule for all data. History features are always
 * candidates. A metric of two values is taken as it is, one of up to ten values as an indicator for each value that is
 * common enough, any other by its logarithm. A label of two to ten values becomes indicators; one of more is left out,
 * since it identifies rather than describes. What doesn't vary is left out.
 */
final class SchemaFitter {
    private static final int MAX_LEVELS = 10;
    private static final int MIN_SUPPORT = 20;
    private static final double MIN_SCALE = 1e-9;

    private final List<Example> examples;
    private final Pace pace;
    private final List<Column> columns = new ArrayList<>();

    private SchemaFitter(List<Example> examples, Pace pace) {
        this.examples = examples;
        this.pace = pace;
    }

    static FeatureSchema fit(List<Example> examples, Pace pace) {
        SchemaFitter fitter = new SchemaFitter(examples, pace);
        for (HistoryFeature feature : HistoryFeature.values()) {
            fitter.add(Source.HISTORY, feature.label(), null, feature.transform(), e -> e.value(feature));
        }
        fitter.metrics().forEach(fitter::addMetric);
        fitter.labels().forEach(fitter::addLabel);
        return new FeatureSchema(fitter.columns);
    }

    private void addMetric(String key, Levels<Double> levels) {
        if (levels.tooMany()) {
            add(Source.METRIC, key, null, Transform.LOG1P, e -> number(e, key));
        } else if (levels.count() == 2) {
            add(Source.METRIC, key, null, Transform.IDENTITY, e -> number(e, key));
        } else {
            for (double level : levels.common()) {
                String name = levelName(level);
                add(Source.METRIC, key, name, Transform.IDENTITY, e -> indicator(number(e, key), level));
            }
        }
    }

    private void addLabel(String key, Levels<String> levels) {
        List<String> common = levels.tooMany() ? List.of() : levels.common();
        // Of two levels, one indicator says it all.
        int first = levels.count() == 2 && common.size() == 2 ? 1 : 0;
        for (String level : common.subList(first, common.size())) {
            add(Source.LABEL, key, level, Transform.IDENTITY, e -> {
                String value = e.run().labels().get(key);
                return value == null ? Double.NaN : value.equals(level) ? 1 : 0;
            });
        }
    }

    private void add(
            Source source, String key, @Nullable String level, Transform transform, ToDoubleFunction<Example> raw) {
        double sum = 0;
        double squares = 0;
        long n = 0;
        double[] values = new double[examples.size()];
        int row = 0;
        for (Example example : examples) {
            pace.row(row++, examples.size());
            // Served values pass through 32-bit floats, so the statistics are taken of those.
            double value = transform.apply(Column.toFloat(raw.applyAsDouble(example)));
            if (!Double.isNaN(value)) {
                values[(int) n++] = value;
                sum += value;
            }
        }
        if (n == 0) {
            return;
        }
        double mean = sum / n;
        for (int i = 0; i < n; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        double scale = Math.sqrt(squares / n);
        if (scale > MIN_SCALE) {
            columns.add(new Column(source, key, level, transform, mean, scale));
        }
    }

    private Map<String, Levels<Double>> metrics() {
        Map<String, Levels<Double>> metrics = new TreeMap<>();
        int row = 0;
        for (Example example : examples) {
            pace.row(row++, examples.size());
            example.run()
                    .metrics()
                    .forEach((key, value) ->
                            metrics.computeIfAbsent(key, k -> new Levels<>()).add(value));
        }
        return metrics;
    }

    private Map<String, Levels<String>> labels() {
        Map<String, Levels<String>> labels = new TreeMap<>();
        int row = 0;
        for (Example example : examples) {
            pace.row(row++, examples.size());
            example.run()
                    .labels()
                    .forEach((key, value) ->
                            labels.computeIfAbsent(key, k -> new Levels<>()).add(value));
        }
        return labels;
    }

    private static double number(Example example, String key) {
        Double value = example.run().metrics().get(key);
        return value == null ? Double.NaN : value;
    }

    private static double indicator(double value, double level) {
        return Double.isNaN(value) ? value : value == level ? 1 : 0;
    }

    private static String levelName(double level) {
        return Column.levelOf(level);
    }

    /** How often each value of a metric or label occurs, until there are too many to tell apart. */
    private static final class Levels<T extends Comparable<T>> {
        private final Map<T, Integer> counts = new TreeMap<>();

        void add(T value) {
            if (!tooMany()) {
                counts.merge(value, 1, Integer::sum);
            }
        }

        boolean tooMany() {
            return counts.size() > MAX_LEVELS;
        }

        int count() {
            return counts.size();
        }

        List<T> common() {
            return counts.entrySet().stream()
                    .filter(e -> e.getValue() >= MIN_SUPPORT)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
