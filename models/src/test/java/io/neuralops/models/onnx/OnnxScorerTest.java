package io.neuralops.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import io.neuralops.models.Samples;
import io.neuralops.models.feature.Column;
import io.neuralops.models.feature.FeatureSchema;
import io.neuralops.models.feature.Transform;
import io.neuralops.models.train.Example;
import io.neuralops.models.train.LinearModel;
import io.neuralops.models.train.Replay;
import io.neuralops.models.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The artifact against plain Java, which is the reference. */
class OnnxScorerTest {
    private static final double TOLERANCE = 1e-5;

    @Property(seed = "91", tries = 60)
    void theArtifactScoresAsPlainJavaDoes(@ForAll long seed) {
        Random random = new Random(seed);
        LinearModel model = model(random, 1 + random.nextInt(20));
        try (OnnxScorer scorer = scorer(model)) {
            assertThat(scorer.columns()).isEqualTo(model.schema().size());
            for (int batch : new int[] {1, 8, 64}) {
                assertParity(scorer, model, vectors(random, model.schema(), batch));
            }
        }
    }

    @Test
    void aTrainedModelScoresItsPastAsPlainJavaDoes() {
        List<Example> examples = Replay.examples(Samples.past(8, 1_500), Samples.alerts(8, 100));
        LinearModel model = Trainer.train(examples);
        try (OnnxScorer scorer = scorer(model)) {
            assertParity(scorer, model, Trainer.rawVectors(model.schema(), examples));
        }
    }

    /**
     * A size that hardly varies has a mean that is large against its scale, which costs digits in 32 bits: here all but
     * four. The graph would have to reckon in 64 bits to keep them.
     */
    @Test
    void aLargeMetricThatHardlyVariesIsScoredAsExactly() {
        Column lines = new Column(Column.Source.METRIC, "lines", null, Transform.LOG1P, Math.log1p(1_000_000), 0.0005);
        LinearModel model =
                new LinearModel(new FeatureSchema(List.of(lines)), new double[] {0.2}, -1, new double[] {0.1}, 0.5);
        float[][] vectors = new float[64][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = new float[] {1_000_000 + 50 * (i - 32)};
        }
        try (OnnxScorer scorer = scorer(model)) {
            Scores scores = scorer.score(vectors);
            for (int i = 0; i < vectors.length; i++) {
                assertThat((double) scores.probability(i)).isCloseTo(model.probability(vectors[i]), within(1e-5));
            }
        }
    }

    /** Batches of many sizes, some larger than the memory that is kept for one call. */
    @Test
    void aVectorIsScoredTheSameWhateverIsScoredWithIt() {
        LinearModel model = model(new Random(14), 11);
        float[][] vectors = vectors(new Random(15), model.schema(), 1_100);
        try (OnnxScorer scorer = scorer(model)) {
            for (int together : new int[] {1, 2, 3, 31, 33, 512, 513, 1_100}) {
                Scores scores = scorer.score(Arrays.copyOf(vectors, together));
                for (int i = 0; i < together; i++) {
                    Scores alone = scorer.score(new float[][] {vectors[i]});
                    assertThat(scores.probability(i)).isEqualTo(alone.probability(0));
                    assertThat(scores.contributions(i)).isEqualTo(alone.contributions(0));
                }
            }
        }
    }

    @Test
    void severalThreadsScoreAtTheSameTime() throws Exception {
        LinearModel model = model(new Random(24), 11);
        float[][] vectors = vectors(new Random(25), model.schema(), 40);
        try (OnnxScorer scorer = scorer(model);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Scores expected = scorer.score(vectors);
            List<Callable<Scores>> tasks = Collections.nCopies(400, () -> scorer.score(vectors));
            for (Future<Scores> scores : threads.invokeAll(tasks)) {
                assertThat(scores.get().probabilities()).isEqualTo(expected.probabilities());
                assertThat(scores.get().contributions()).isEqualTo(expected.contributions());
            }
        }
    }

    /** A model that was replaced is closed while it may be scoring still. */
    @Test
    void closingLetsWhatIsBeingScoredEndAndTakesNothingMore() throws Exception {
        LinearModel model = model(new Random(24), 11);
        float[][] vectors = vectors(new Random(25), model.schema(), 512);
        for (int round = 0; round < 20; round++) {
            OnnxScorer scorer = scorer(model);
            float[] expected = scorer.score(vectors).probabilities();
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<Future<Boolean>> scoring = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    scoring.add(threads.submit(() -> {
                        while (true) {
                            try {
                                assertThat(scorer.score(vectors).probabilities())
                                        .isEqualTo(expected);
                            } catch (IllegalStateException closed) {
                                return closed.getMessage().equals("the model is closed");
                            }
                        }
                    }));
                }
                scorer.close();
                scorer.close();
                for (Future<Boolean> each : scoring) {
                    assertThat(each.get()).isTrue();
                }
            }
            assertThat(scorer.released()).isTrue();
        }
    }

    @Test
    void contributionsAndBiasAddUpToTheLogit() {
        LinearModel model = model(new Random(4), 12);
        float[][] vectors = vectors(new Random(5), model.schema(), 64);
        try (OnnxScorer scorer = scorer(model)) {
            Scores scores = scorer.score(vectors);
            for (int i = 0; i < vectors.length; i++) {
                double logit = model.bias();
                for (float contribution : scores.contributions(i)) {
                    logit += contribution;
                }
                assertThat((double) scores.probability(i)).isCloseTo(1 / (1 + Math.exp(-logit)), within(TOLERANCE));
            }
        }
    }

    @Test
    void aMissingValueContributesNothing() {
        LinearModel model = model(new Random(6), 9);
        float[] nothing = new float[9];
        Arrays.fill(nothing, Float.NaN);
        try (OnnxScorer scorer = scorer(model)) {
            Scores scores = scorer.score(new float[][] {nothing});

            assertThat(scores.contributions(0)).containsExactly(new float[9], within(0f));
            assertThat((double) scores.probability(0)).isCloseTo(1 / (1 + Math.exp(-model.bias())), within(TOLERANCE));
        }
    }

    @Test
    void aRowScoresTheSameAloneAndAmongOthers() {
        LinearModel model = model(new Random(7), 12);
        float[][] vectors = vectors(new Random(8), model.schema(), 64);
        try (OnnxScorer scorer = scorer(model)) {
            Scores together = scorer.score(vectors);
            for (int i = 0; i < vectors.length; i++) {
                Scores alone = scorer.score(new float[][] {vectors[i]});
                assertThat(together.probability(i)).isCloseTo(alone.probability(0), within(1e-6f));
                assertThat(together.contributions(i)).containsExactly(alone.contributions(0), within(1e-6f));
            }
        }
    }

    @Test
    void equalModelsGiveEqualBytes() {
        byte[] first = OnnxGraph.write(model(new Random(9), 12), Map.of("a", "1", "b", "2", "c", "3"));
        byte[] second = OnnxGraph.write(model(new Random(9), 12), Map.of("c", "3", "b", "2", "a", "1"));

        assertThat(second).isEqualTo(first);
        assertThat(OnnxGraph.write(model(new Random(10), 12), Map.of())).isNotEqualTo(first);
    }

    @Test
    void textsTravelInsideTheArtifact() {
        Map<String, String> texts = Map.of("schema", "{\"columns\":[\"größe\"]}", "empty", "", "lines", "a\nb");
        try (OnnxScorer scorer = new OnnxScorer(OnnxGraph.write(model(new Random(1), 3), texts))) {
            assertThat(scorer.metadata()).isEqualTo(texts);
        }
    }

    @Test
    void aVectorOfTheWrongLengthIsRefused() {
        try (OnnxScorer scorer = scorer(model(new Random(1), 3))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scorer.score(new float[][] {{1, 2, 3}, {1, 2}}))
                    .withMessageContaining("2 values for 3 inputs");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 4_096})
    void bytesThatAreNoModelAreRefused(int length) {
        byte[] garbage = new byte[length];
        new Random(length).nextBytes(garbage);

        assertThatIllegalArgumentException().isThrownBy(() -> new OnnxScorer(garbage).close());
    }

    @Test
    void aModelThatWasCutShortIsRefused() {
        byte[] whole = OnnxGraph.write(model(new Random(1), 5), Map.of());
        for (int length = 1; length < whole.length; length += 37) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatIllegalArgumentException()
                    .as("%s of %s bytes", length, whole.length)
                    .isThrownBy(() -> new OnnxScorer(part).close());
        }
    }

    @Test
    void aModelWithoutOurInputOrOutputsIsRefused() {
        assertRefused(graph -> graph.removeOutput(1), "lacks an output");
        assertRefused(graph -> graph.removeOutput(0), "lacks an output");
        assertRefused(
                graph -> {
                    graph.getInputBuilder(0).setName("Y");
                    graph.getNodeBuilderList().forEach(node -> {
                        for (int i = 0; i < node.getInputCount(); i++) {
                            if (node.getInput(i).equals("X")) {
                                node.setInput(i, "Y");
                            }
                        }
                    });
                },
                "lacks the input");
    }

    @Test
    void aModelThatDoesNotSayHowManyInputsItTakesIsRefused() {
        assertRefused(
                graph -> {
                    graph.getInputBuilder(0)
                            .getTypeBuilder()
                            .getTensorTypeBuilder()
                            .getShapeBuilder()
                            .setDim(
                                    1,
                                    OnnxMl.TensorShapeProto.Dimension.newBuilder()
                                            .setDimParam("any"));
                },
                "");
    }

    /** An artifact stands alone: one that points at another file would read what lies beside it. */
    @Test
    void aModelThatPointsAtAFileIsRefused() {
        assertRefused(
                graph -> {
                    OnnxMl.TensorProto.Builder weights = graph.getInitializerBuilderList().stream()
                            .filter(i -> i.getName().startsWith("weight"))
                            .findFirst()
                            .orElseThrow();
                    weights.clearFloatData()
                            .clearRawData()
                            .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                            .addExternalData(OnnxMl.StringStringEntryProto.newBuilder()
                                    .setKey("location")
                                    .setValue("pom.xml"));
                },
                "");
    }

    private static void assertRefused(Consumer<OnnxMl.GraphProto.Builder> change, String why) {
        byte[] changed;
        try {
            OnnxMl.ModelProto.Builder proto =
                    OnnxMl.ModelProto.parseFrom(OnnxGraph.write(model(new Random(1), 5), Map.of())).toBuilder();
            change.accept(proto.getGraphBuilder());
            changed = proto.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OnnxScorer(changed).close())
                .withMessageContaining(why);
    }

    private static OnnxScorer scorer(LinearModel model) {
        return new OnnxScorer(OnnxGraph.write(model, Map.of()));
    }

    private static void assertParity(OnnxScorer scorer, LinearModel model, float[][] vectors) {
        Scores scores = scorer.score(vectors);
        assertThat(scores.probabilities()).hasSize(vectors.length);
        for (int i = 0; i < vectors.length; i++) {
            String row = Arrays.toString(vectors[i]);
            assertThat((double) scores.probability(i))
                    .as(row)
                    .isCloseTo(model.probability(vectors[i]), within(TOLERANCE));
            double[] expected = model.contributions(vectors[i]);
            float[] contributions = scores.contributions(i);
            for (int j = 0; j < expected.length; j++) {
                assertThat((double) contributions[j])
                        .as("%s of %s", model.schema().names().get(j), row)
                        .isCloseTo(expected[j], within(TOLERANCE));
            }
        }
    }

    private static LinearModel model(Random random, int size) {
        List<Column> columns = new ArrayList<>();
        double[] weights = new double[size];
        for (int j = 0; j < size; j++) {
            columns.add(
                    switch (j % 3) {
                        case 0 ->
                            new Column(
                                    Column.Source.HISTORY,
                                    "h" + j,
                                    null,
                                    Transform.LOGIT,
                                    -1.5 + random.nextDouble(),
                                    0.3 + random.nextDouble());
                        case 1 ->
                            new Column(
                                    Column.Source.METRIC,
                                    "m" + j,
                                    null,
                                    Transform.LOG1P,
                                    4 * random.nextDouble(),
                                    0.3 + 2 * random.nextDouble());
                        default ->
                            new Column(
                                    Column.Source.LABEL,
                                    "l" + j,
                                    "v",
                                    Transform.IDENTITY,
                                    random.nextDouble(),
                                    0.1 + random.nextDouble());
                    });
            weights[j] = 0.5 * random.nextGaussian();
        }
        return new LinearModel(new FeatureSchema(columns), weights, random.nextGaussian(), new double[size], 0.5);
    }

    /** Values of the kind that each column is given, with missing, huge and negative ones among them. */
    private static float[][] vectors(Random random, FeatureSchema schema, int rows) {
        float[][] vectors = new float[rows][schema.size()];
        for (float[] vector : vectors) {
            for (int j = 0; j < vector.length; j++) {
                vector[j] = random.nextInt(8) == 0
                        ? Float.NaN
                        : switch (schema.columns().get(j).transform()) {
                            case LOGIT -> {
                                float rate = random.nextFloat();
                                yield random.nextInt(6) == 0
                                        ? Math.clamp(rate * 1e-6f, Float.MIN_NORMAL, 1)
                                        : Math.clamp(rate, 1e-6f, Math.nextDown(1f));
                            }
                            case LOG1P -> (float) (random.nextGaussian() * Math.pow(10, random.nextInt(38)));
                            case IDENTITY ->
                                random.nextInt(6) == 0 ? random.nextFloat() * 1e30f - 5e29f : random.nextInt(2);
                        };
            }
        }
        return vectors;
    }
}
