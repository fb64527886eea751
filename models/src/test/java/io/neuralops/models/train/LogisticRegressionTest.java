package io.neuralops.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
    private static final double[] TRUE_WEIGHTS = {1.5, -0.8, 0.3, 0};
    private static final double TRUE_BIAS = -1;

    @Test
    void recoversTheWeightsThatMadeTheData() {
        Data data = Data.made(7, 100_000);
        LogisticRegression.Fit fit = LogisticRegression.fit(data.x, data.failed, new double[4]);

        for (int j = 0; j < TRUE_WEIGHTS.length; j++) {
            assertThat(fit.weights()[j]).isCloseTo(TRUE_WEIGHTS[j], within(4 * fit.stdErrors()[j]));
            assertThat(fit.stdErrors()[j]).isBetween(0.004, 0.02);
        }
        assertThat(fit.bias()).isCloseTo(TRUE_BIAS, within(0.04));
        assertThat(fit.iterations()).isLessThan(12);
    }

    /** On a single balanced indicator the optimum and its error are known in closed form. */
    @Test
    void oneIndicatorGivesTheLogOddsRatioAndItsTextbookError() {
        // 10 of 40 fail without it, 30 of 50 with it
        Matrix x = new Matrix(new float[90], 90, 1);
        boolean[] failed = new boolean[90];
        Arrays.fill(x.values(), 40, 90, 1f);
        Arrays.fill(failed, 30, 70, true);
        LogisticRegression.Fit fit = LogisticRegression.fit(x, failed, new double[] {0});

        assertThat(fit.bias()).isCloseTo(Math.log(10.0 / 30), within(1e-7));
        assertThat(fit.weights()[0]).isCloseTo(Math.log(30.0 / 20) - Math.log(10.0 / 30), within(1e-7));
        double error = Math.sqrt(1 / 10.0 + 1 / 30.0 + 1 / 30.0 + 1 / 20.0);
        assertThat(fit.stdErrors()[0]).isCloseTo(error, within(1e-6));
    }

    /** At the optimum the gradient of the penalised objective vanishes; the bias is not penalised. */
    @Property(seed = "71", tries = 60)
    void theGradientVanishesAtTheOptimum(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 2_000) int rows,
            @ForAll @DoubleRange(min = 0.01, max = 1_000) double lambda) {
        Data data = Data.made(seed, rows);
        double[] penalties = {lambda, lambda / 2, lambda * 3, lambda};
        LogisticRegression.Fit fit = LogisticRegression.fit(data.x, data.failed, penalties);

        double[] gradient = gradient(data, fit, penalties);
        double tolerance = 1e-5 * rows;
        assertThat(gradient).containsExactly(new double[5], within(tolerance));
    }

    @Test
    void aStrongerPenaltyShrinksItsOwnWeight() {
        Data data = Data.made(3, 2_000);
        double free = LogisticRegression.fit(data.x, data.failed, new double[4]).weights()[0];
        double held = LogisticRegression.fit(data.x, data.failed, new double[] {1_000, 0, 0, 0})
                .weights()[0];
        double gone = LogisticRegression.fit(data.x, data.failed, new double[] {1e9, 0, 0, 0})
                .weights()[0];

        assertThat(held).isPositive().isLessThan(free / 2);
        assertThat(gone).isCloseTo(0, within(1e-5));
    }

    @Test
    void separableDataConvergesUnderThePenaltyAndStaysFiniteWithoutOne() {
        float[] values = new float[200];
        boolean[] failed = new boolean[200];
        for (int i = 0; i < 200; i++) {
            values[i] = i < 100 ? -1 : 1;
            failed[i] = i >= 100;
        }
        Matrix x = new Matrix(values, 200, 1);
        LogisticRegression.Fit penalised = LogisticRegression.fit(x, failed, new double[] {10});
        LogisticRegression.Fit free = LogisticRegression.fit(x, failed, new double[] {0});

        // 10 w = 200 sigmoid(-w) has its root at 2.2537
        double w = penalised.weights()[0];
        assertThat(10 * w).isCloseTo(200 * LogisticRegression.sigmoid(-w), within(1e-4));
        assertThat(penalised.bias()).isCloseTo(0, within(1e-6));
        assertThat(penalised.iterations()).isLessThan(20);
        assertThat(free.weights()[0]).isFinite().isGreaterThan(w);
        assertThat(free.stdErrors()[0]).isFinite();
    }

    @Test
    void aColumnThatNeverVariesGetsNoWeightUnderAPenalty() {
        Data data = Data.made(5, 1_000);
        Matrix wider = widened(data.x, (row, value) -> 1f);
        LogisticRegression.Fit alone = LogisticRegression.fit(data.x, data.failed, filled(4, 10));
        LogisticRegression.Fit fit = LogisticRegression.fit(wider, data.failed, filled(5, 10));

        // The bias, which is free, takes all of it.
        assertThat(fit.weights()[4]).isCloseTo(0, within(1e-6));
        assertThat(Arrays.copyOf(fit.weights(), 4)).containsExactly(alone.weights(), within(1e-6));
    }

    @Test
    void aColumnThatRepeatsAnotherSharesItsWeight() {
        Data data = Data.made(5, 1_000);
        Matrix wider = widened(data.x, (row, value) -> value);
        LogisticRegression.Fit shared = LogisticRegression.fit(wider, data.failed, filled(5, 10));
        LogisticRegression.Fit free = LogisticRegression.fit(wider, data.failed, new double[5]);

        assertThat(shared.weights()[4]).isCloseTo(shared.weights()[0], within(1e-6));
        assertThat(Arrays.stream(free.weights()).allMatch(Double::isFinite)).isTrue();
        double whole =
                LogisticRegression.fit(data.x, data.failed, new double[4]).weights()[0];
        assertThat(free.weights()[0] + free.weights()[4]).isCloseTo(whole, within(1e-4));
    }

    @Test
    void oneClassStaysFinite() {
        Data data = Data.made(5, 100);
        LogisticRegression.Fit fit = LogisticRegression.fit(data.x, new boolean[100], filled(4, 10));

        assertThat(fit.weights()).containsExactly(new double[4], within(0.2));
        assertThat(fit.bias()).isFinite().isLessThan(-4);
    }

    @Test
    void theSigmoidDoesNotOverflow() {
        assertThat(LogisticRegression.sigmoid(0)).isEqualTo(0.5);
        assertThat(LogisticRegression.sigmoid(800)).isEqualTo(1);
        assertThat(LogisticRegression.sigmoid(-800)).isZero();
        assertThat(LogisticRegression.sigmoid(-30)).isCloseTo(Math.exp(-30), within(1e-24));
    }

    private static double[] gradient(Data data, LogisticRegression.Fit fit, double[] penalties) {
        double[] gradient = new double[penalties.length + 1];
        for (int i = 0; i < data.failed.length; i++) {
            double error = LogisticRegression.sigmoid(fit.logit(data.x, i)) - (data.failed[i] ? 1 : 0);
            for (int j = 0; j < penalties.length; j++) {
                gradient[j] += error * data.x.at(i, j);
            }
            gradient[penalties.length] += error;
        }
        for (int j = 0; j < penalties.length; j++) {
            gradient[j] += penalties[j] * fit.weights()[j];
        }
        return gradient;
    }

    private static double[] filled(int size, double value) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return values;
    }

    private interface Extra {
        float of(int row, float first);
    }

    private static Matrix widened(Matrix x, Extra extra) {
        float[] values = new float[x.rows() * 5];
        for (int i = 0; i < x.rows(); i++) {
            System.arraycopy(x.values(), i * 4, values, i * 5, 4);
            values[i * 5 + 4] = extra.of(i, x.at(i, 0));
        }
        return new Matrix(values, x.rows(), 5);
    }

    /** Rows whose labels were drawn from a known line. */
    record Data(Matrix x, boolean[] failed) {
        static Data made(long seed, int rows) {
            Random random = new Random(seed);
            float[] values = new float[rows * TRUE_WEIGHTS.length];
            boolean[] failed = new boolean[rows];
            for (int i = 0; i < rows; i++) {
                double logit = TRUE_BIAS;
                for (int j = 0; j < TRUE_WEIGHTS.length; j++) {
                    float value = (float) random.nextGaussian();
                    values[i * TRUE_WEIGHTS.length + j] = value;
                    logit += TRUE_WEIGHTS[j] * value;
                }
                failed[i] = random.nextDouble() < LogisticRegression.sigmoid(logit);
            }
            return new Data(new Matrix(values, rows, TRUE_WEIGHTS.length), failed);
        }
    }
}
