package io.neuralops.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.bwaldvogel.liblinear.Model;
import io.neuralops.models.train.LogisticRegressionTest.Data;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.liblinear.LibLinearClassificationModel;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Holds our weights against those of Tribuo's LibLinear ({@code L2R_LR}), which minimises
 * {@code C sum_i log(1 + exp(-y_i w x_i)) + w w / 2}: with {@code C = 1 / lambda} that is our objective divided by lambda.
 *
 * <p>They differ in the bias: LibLinear appends a column of ones and penalises its weight, we don't. Two setups make the
 * objectives the same nevertheless. In the first each row comes with its mirror image ({@code -x}, the other label), so by
 * symmetry the best bias is nought, penalised or not. In the second LibLinear is given a column of {@value #BIG}s: a
 * bias {@code b} costs it only {@code b b / (2 BIG BIG)}, which is nothing next to the tolerance.
 */
class LibLinearAgreementTest {
    private static final float BIG = 100;

    /** Both stop at about six digits. */
    private static final double TOLERANCE = 1e-4;

    @BeforeAll
    static void quiet() {
        Logger.getLogger("org.tribuo").setLevel(Level.WARNING);
        de.bwaldvogel.liblinear.Linear.disableDebugOutput();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 10, 1_000})
    void weightsAgreeOnMirroredData(double lambda) {
        Data data = mirrored(Data.made(11, 3_000));
        LogisticRegression.Fit ours = LogisticRegression.fit(data.x(), data.failed(), filled(lambda));
        double[] theirs = libLinear(data, lambda, false);

        assertThat(ours.weights()).containsExactly(Arrays.copyOf(theirs, 4), within(TOLERANCE));
        assertThat(ours.bias()).isCloseTo(0, within(TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 100})
    void weightsAndBiasAgreeOnUnbalancedData(double lambda) {
        Data data = Data.made(12, 3_000);
        LogisticRegression.Fit ours = LogisticRegression.fit(data.x(), data.failed(), filled(lambda));
        double[] theirs = libLinear(data, lambda, true);

        assertThat(ours.weights()).containsExactly(Arrays.copyOf(theirs, 4), within(10 * TOLERANCE));
        assertThat(ours.bias()).isCloseTo(theirs[4], within(10 * TOLERANCE));
    }

    /** The comparison can tell: with the penalty wrong by a tenth the weights are apart. */
    @Test
    void anotherPenaltyGivesOtherWeights() {
        Data data = mirrored(Data.made(11, 3_000));
        LogisticRegression.Fit ours = LogisticRegression.fit(data.x(), data.failed(), filled(11));

        assertThat(Math.abs(ours.weights()[0] - libLinear(data, 10, false)[0])).isGreaterThan(10 * TOLERANCE);
    }

    /** Four weights and the bias. */
    private static double[] libLinear(Data data, double lambda, boolean bigColumn) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> dataset = new MutableDataset<>(new SimpleDataSourceProvenance("made", factory), factory);
        for (int i = 0; i < data.failed().length; i++) {
            ArrayExample<Label> example = new ArrayExample<>(new Label(data.failed()[i] ? "failed" : "passed"));
            for (int j = 0; j < 4; j++) {
                example.add("f" + j, data.x().at(i, j));
            }
            if (bigColumn) {
                example.add("f4", BIG);
            }
            dataset.add(example);
        }
        LibLinearClassificationModel trained = (LibLinearClassificationModel) new LibLinearClassificationTrainer(
                        new LinearClassificationType(LinearType.L2R_LR), 1 / lambda, 10_000, 1e-9)
                .train(dataset);
        Model inner = trained.getInnerModels().getFirst();
        int failed = trained.getOutputIDInfo().getID(new Label("failed"));
        double sign = inner.getLabels()[0] == failed ? 1 : -1;
        double[] raw = inner.getFeatureWeights();
        double[] weights = new double[5];
        for (int j = 0; j < 4; j++) {
            weights[j] = sign * raw[trained.getFeatureIDMap().getID("f" + j)];
        }
        double own = raw[raw.length - 1];
        double big = bigColumn ? BIG * raw[trained.getFeatureIDMap().getID("f4")] : 0;
        weights[4] = sign * (own + big);
        return weights;
    }

    private static Data mirrored(Data data) {
        int rows = data.failed().length;
        float[] values = Arrays.copyOf(data.x().values(), rows * 8);
        boolean[] failed = Arrays.copyOf(data.failed(), rows * 2);
        for (int i = 0; i < rows; i++) {
            failed[rows + i] = !failed[i];
            for (int j = 0; j < 4; j++) {
                values[(rows + i) * 4 + j] = -values[i * 4 + j];
            }
        }
        return new Data(new Matrix(values, rows * 2, 4), failed);
    }

    private static double[] filled(double lambda) {
        double[] penalties = new double[4];
        Arrays.fill(penalties, lambda);
        return penalties;
    }
}
