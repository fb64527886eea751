package io.neuralops.models.train;

import static io.neuralops.models.Samples.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.Samples;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.feature.Column;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.feature.Transform;
import io.neuralops.models.figures.BinaryMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What becomes an input of a model, and what is learned of it. */
class TrainerTest {
    @Test
    void aMetricOfTwoValuesIsTakenAsItIs() {
        Column column = only(metric("m", i -> i % 4 == 0 ? 5.0 : 1.0));

        assertThat(column.name()).isEqualTo("metrics.m");
        assertThat(column.transform()).isEqualTo(Transform.IDENTITY);
        assertThat(column.mean()).isCloseTo(2, within(1e-12));
        assertThat(column.scale()).isCloseTo(Math.sqrt(3), within(1e-12));
    }

    @Test
    void aMetricOfThreeToTenValuesIsAnIndicatorOfEach() {
        assertThat(names(metric("m", i -> i % 3 + 0.5)))
                .containsExactly("metrics.m=0.5", "metrics.m=1.5", "metrics.m=2.5");
        assertThat(names(metric("m", i -> (double) (i % 10)))).hasSize(10).contains("metrics.m=0", "metrics.m=9");
    }

    @Test
    void aValueThatIsSeenLessThanTwentyTimesIsNoIndicator() {
        assertThat(names(metric("m", i -> i < 19 ? 7.0 : i % 2))).containsExactly("metrics.m=0", "metrics.m=1");
        assertThat(names(metric("m", i -> i < 20 ? 7.0 : i % 2)))
                .containsExactly("metrics.m=0", "metrics.m=1", "metrics.m=7");
        assertThat(names(label("l", i -> i < 19 ? "c" : i % 2 == 0 ? "a" : "b")))
                .containsExactly("labels.l=a", "labels.l=b");
    }

    @Test
    void aMetricOfMoreThanTenValuesIsTakenByItsLogarithm() {
        Column column = only(metric("m", i -> i % 11 - 5.0));

        assertThat(column.name()).isEqualTo("metrics.m");
        assertThat(column.transform()).isEqualTo(Transform.LOG1P);
        assertThat(column.standardise(3)).isCloseTo((Math.log(4) - column.mean()) / column.scale(), within(1e-12));
        assertThat(column.standardise(-3)).isCloseTo((-Math.log(4) - column.mean()) / column.scale(), within(1e-12));
    }

    @Test
    void aLabelOfTwoValuesIsOneIndicatorAndOneOfUpToTenIsOneEach() {
        assertThat(names(label("l", i -> i % 2 == 0 ? "push" : "cron"))).containsExactly("labels.l=push");
        assertThat(names(label("l", i -> "v" + i % 3))).containsExactly("labels.l=v0", "labels.l=v1", "labels.l=v2");
        assertThat(names(label("l", i -> "v" + i % 10))).hasSize(10);
    }

    @Test
    void aLabelOfMoreThanTenValuesIdentifiesAndIsLeftOut() {
        assertThat(names(label("l", i -> "v" + i % 11))).isEmpty();
    }

    @Test
    void whatNeverVariesIsLeftOut() {
        assertThat(names(metric("m", i -> 3.0))).isEmpty();
        assertThat(names(metric("m", i -> i % 2 == 0 ? 3.0 : null))).isEmpty();
        assertThat(names(label("l", i -> "same"))).isEmpty();
    }

    @Test
    void aMissingValueIsTheMeanAndContributesNothing() {
        List<Example> examples = metric("m", i -> i % 3 == 0 ? null : i % 3 + 0.0);
        Column column = only(examples);
        LinearModel model = Trainer.train(examples);
        int at = model.schema().names().indexOf("metrics.m");
        float[] raw = Trainer.rawVectors(model.schema(), examples.subList(0, 1))[0];

        assertThat(column.mean()).isCloseTo(1.5, within(0.01));
        assertThat(raw[at]).isNaN();
        assertThat(column.standardise(raw[at])).isZero();
        assertThat(model.contributions(raw)[at]).isZero();
    }

    @Test
    void anOutlierIsKeptWithinBounds() {
        Column column = only(metric("m", i -> (double) i));

        assertThat(column.standardise(Float.MAX_VALUE)).isEqualTo(Column.MAX_Z);
        assertThat(column.standardise(Float.NEGATIVE_INFINITY)).isEqualTo(-Column.MAX_Z);
    }

    /** The inputs are doubles and the model takes floats: what doesn't fit must not cost everybody the column. */
    @Test
    void oneValueBeyondAllBoundsDoesNotThrowOutTheColumn() {
        Column column = only(metric("m", i -> i == 0 ? 1e300 : i));

        assertThat(column.name()).isEqualTo("metrics.m");
        assertThat(column.mean()).isFinite();
        assertThat(column.scale()).isFinite();
    }

    @Test
    void inputsStandInAFixedOrder() {
        List<Example> examples =
                examples(i -> Map.of("b", (double) i, "a", (double) (i % 2)), i -> Map.of("z", i % 2 == 0 ? "x" : "y"));
        List<String> names = SchemaFitter.fit(examples, Pace.FREE).names();

        assertThat(names.subList(0, 2)).containsExactly("base_rate", "recent_rate");
        assertThat(names.subList(names.size() - 3, names.size()))
                .containsExactly("metrics.a", "metrics.b", "labels.z=y");
    }

    @Test
    void trainingIsDeterministicAndStandardised() {
        List<Example> examples = Replay.examples(Samples.past(3, 600), Samples.alerts(3, 50));
        LinearModel first = Trainer.train(examples);
        LinearModel second = Trainer.train(examples);

        assertThat(second.weights()).containsExactly(first.weights());
        assertThat(second.bias()).isEqualTo(first.bias());
        assertThat(second.schema()).isEqualTo(first.schema());
        float[][] raw = Trainer.rawVectors(first.schema(), examples);
        for (int j = 0; j < first.schema().size(); j++) {
            double sum = 0;
            double squares = 0;
            for (float[] row : raw) {
                double z = first.schema().columns().get(j).standardise(row[j]);
                sum += z;
                squares += z * z;
            }
            // Values beyond the bounds are cut, so a rare column may fall a little short.
            assertThat(sum / raw.length).isCloseTo(0, within(0.02));
            assertThat(squares / raw.length).isCloseTo(1, within(0.15));
        }
    }

    @Test
    void theThresholdIsTheBestOneOnTheTrainingRows() {
        List<Example> examples = Replay.examples(Samples.past(3, 600), List.of());
        LinearModel model = Trainer.train(examples);
        float[][] raw = Trainer.rawVectors(model.schema(), examples);
        double[] p = new double[raw.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = model.probability(raw[i]);
        }
        boolean[] failed = Example.labels(examples);

        double reached = BinaryMetrics.f1(p, failed, model.threshold());
        double best = BinaryMetrics.f1(p, failed, BinaryMetrics.bestThreshold(p, failed));
        assertThat(reached).isCloseTo(best, within(1e-3));
    }

    @Test
    void contributionsAndBiasAddUpToTheLogit() {
        List<Example> examples = Replay.examples(Samples.past(3, 600), List.of());
        LinearModel model = Trainer.train(examples);
        for (float[] raw : Trainer.rawVectors(model.schema(), examples.subList(0, 50))) {
            double logit = model.bias();
            for (double contribution : model.contributions(raw)) {
                logit += contribution;
            }
            double p = model.probability(raw);
            assertThat(Math.log(p / (1 - p))).isCloseTo(logit, within(1e-9));
        }
    }

    @Test
    void tooLittleToLearnFromIsRefused() {
        refused(alternating(49), "at least 50 are needed");
        assertThat(Trainer.train(alternating(50))).isNotNull();
        refused(withFailures(200, 4), "at least 5 of either kind");
        refused(withFailures(200, 196), "at least 5 of either kind");
        refused(withFailures(200, 0), "at least 5 of either kind");
        assertThat(Trainer.train(withFailures(200, 5))).isNotNull();
    }

    private static void refused(List<Example> examples, String why) {
        assertThatThrownBy(() -> Trainer.train(examples))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Conflict.class))
                .hasMessageContaining(why);
    }

    private static List<Example> alternating(int count) {
        return withFailures(count, count / 2);
    }

    private static List<Example> withFailures(int count, int failures) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new Example(ended("w", "r" + i, i, i + 1, i < failures), noHistory()));
        }
        return examples;
    }

    private static Column only(List<Example> examples) {
        List<Column> columns = own(examples);
        assertThat(columns).hasSize(1);
        return columns.getFirst();
    }

    private static List<String> names(List<Example> examples) {
        return own(examples).stream().map(Column::name).toList();
    }

    private static List<Column> own(List<Example> examples) {
        FeatureSchema schema = SchemaFitter.fit(examples, Pace.FREE);
        return schema.columns().stream()
                .filter(c -> c.source() != Column.Source.HISTORY)
                .toList();
    }

    private static List<Example> metric(String name, IntFunction<Double> value) {
        return examples(
                i -> {
                    Double number = value.apply(i);
                    return number == null ? Map.of() : Map.of(name, number);
                },
                i -> Map.of());
    }

    private static List<Example> label(String name, IntFunction<String> value) {
        return examples(i -> Map.of(), i -> Map.of(name, value.apply(i)));
    }

    /** 400 runs of which every third failed. */
    private static List<Example> examples(
            IntFunction<Map<String, Double>> metrics, IntFunction<Map<String, String>> labels) {
        List<io.neuralops.models.run.Run> runs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            runs.add(Samples.with(
                    ended("w", "r" + i, i, i + 1, i % 3 == 0),
                    new HashMap<>(metrics.apply(i)),
                    new HashMap<>(labels.apply(i))));
        }
        return Replay.examples(runs, List.of());
    }

    private static float[] noHistory() {
        return new float[io.neuralops.models.feature.HistoryFeature.values().length];
    }
}
