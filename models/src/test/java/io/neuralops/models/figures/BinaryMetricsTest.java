package io.neuralops.models.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BinaryMetricsTest {
    private static final Offset<Double> EXACTLY = within(1e-12);

    /** Six rows with a tie across the classes (0.4) and one within a class (0.8). */
    private static final double[] P = {0.8, 0.8, 0.4, 0.4, 0.4, 0.1};

    private static final boolean[] FAILED = {true, true, true, false, false, false};

    @Test
    void aucCountsTiesHalf() {
        // of 9 pairs 6 are won by 0.8, 1 by 0.4 over 0.1, 2 are ties
        assertThat(BinaryMetrics.rocAuc(P, FAILED)).isCloseTo((7 + 2 * 0.5) / 9, EXACTLY);
        assertThat(BinaryMetrics.rocAuc(new double[] {0.3, 0.3, 0.3}, new boolean[] {true, false, false}))
                .isEqualTo(0.5);
        assertThat(BinaryMetrics.rocAuc(new double[] {0.1, 0.9}, new boolean[] {true, false}))
                .isZero();
    }

    @Test
    void averagePrecisionIsThatOfScikitLearn() {
        // recall rises by 2/3 at precision 1 and by 1/3 at precision 3/5
        assertThat(BinaryMetrics.averagePrecision(P, FAILED)).isCloseTo(2 / 3.0 + 1 / 3.0 * 3 / 5, EXACTLY);
        // the example of scikit-learn's documentation
        double[] p = {0.1, 0.4, 0.35, 0.8};
        boolean[] failed = {false, false, true, true};
        assertThat(BinaryMetrics.averagePrecision(p, failed)).isCloseTo(0.8333333333333333, EXACTLY);
        assertThat(BinaryMetrics.rocAuc(p, failed)).isCloseTo(0.75, EXACTLY);
    }

    @Test
    void theBrierScoreIsTheMeanSquaredError() {
        double expected = (0.04 + 0.04 + 0.36 + 0.16 + 0.16 + 0.01) / 6;
        assertThat(BinaryMetrics.brier(P, FAILED)).isCloseTo(expected, EXACTLY);
    }

    @Test
    void theLogLossIsInNatsAndClipped() {
        double expected = -(2 * Math.log(0.8) + Math.log(0.4) + 2 * Math.log(0.6) + Math.log(0.9)) / 6;
        assertThat(BinaryMetrics.logLoss(P, FAILED)).isCloseTo(expected, EXACTLY);
        double certainAndWrong = BinaryMetrics.logLoss(new double[] {0, 1}, new boolean[] {true, false});
        assertThat(certainAndWrong).isCloseTo(-Math.log(1e-15), EXACTLY);
        double certainAndRight = BinaryMetrics.logLoss(new double[] {0, 1}, new boolean[] {false, true});
        assertThat(certainAndRight).isCloseTo(0, within(1e-14)).isNotNegative();
    }

    @Test
    void theCalibrationErrorIsOverTenBinsOfEqualWidth() {
        // bins: [0.1, 0.2) of 1, [0.4, 0.5) of 3, [0.8, 0.9) of 2
        double expected = (Math.abs(0.1 - 0) + Math.abs(1.2 - 1) + Math.abs(1.6 - 2)) / 6;
        assertThat(BinaryMetrics.ece(P, FAILED)).isCloseTo(expected, EXACTLY);
    }

    @Test
    void aProbabilityOfOneFallsIntoTheLastBin() {
        assertThat(BinaryMetrics.ece(new double[] {1, 0.95}, new boolean[] {true, false}))
                .isCloseTo((1.95 - 1) / 2, EXACTLY);
        assertThat(BinaryMetrics.ece(new double[] {1, 0}, new boolean[] {true, false}))
                .isZero();
    }

    @Test
    void f1CountsWhatReachesTheThreshold() {
        // at 0.4: 5 alarms, 3 of them right, 3 failures
        assertThat(BinaryMetrics.f1(P, FAILED, 0.4)).isCloseTo(2 * 3 / 8.0, EXACTLY);
        assertThat(BinaryMetrics.f1(P, FAILED, 0.41)).isCloseTo(2 * 2 / 5.0, EXACTLY);
        assertThat(BinaryMetrics.f1(P, FAILED, 0.9)).isZero();
        assertThat(BinaryMetrics.f1(P, new boolean[6], 0.1)).isZero();
    }

    @Test
    void theAccuracyIsThePartThatIsToldRight() {
        // at 0.4: three hits, two false alarms, one true silence
        assertThat(BinaryMetrics.accuracy(P, FAILED, 0.4)).isCloseTo(4 / 6.0, EXACTLY);
        assertThat(BinaryMetrics.accuracy(P, FAILED, 0.5)).isCloseTo(5 / 6.0, EXACTLY);
    }

    @Test
    void theBestThresholdLiesHalfWayToTheNextScore() {
        assertThat(BinaryMetrics.bestThreshold(P, FAILED)).isCloseTo(0.6, EXACTLY);
        // the lowest score has no next one
        assertThat(BinaryMetrics.bestThreshold(new double[] {0.7, 0.2}, new boolean[] {true, true}))
                .isEqualTo(0.2);
        assertThat(BinaryMetrics.bestThreshold(P, new boolean[6])).isEqualTo(0.5);
    }

    @Test
    void theBestThresholdTellsNeighbouringNumbersApart() {
        double[] p = {Math.nextUp(0.5), 0.5};
        boolean[] failed = {true, false};

        assertThat(BinaryMetrics.f1(p, failed, BinaryMetrics.bestThreshold(p, failed)))
                .isEqualTo(1);
    }

    @Test
    void figuresThatNeedBothClassesAreUndefinedOnOne() {
        double[] p = {0.2, 0.7};
        boolean[] none = {false, false};
        boolean[] all = {true, true};

        assertThat(BinaryMetrics.rocAuc(p, none)).isNaN();
        assertThat(BinaryMetrics.rocAuc(p, all)).isNaN();
        assertThat(BinaryMetrics.averagePrecision(p, none)).isNaN();
        assertThat(BinaryMetrics.averagePrecision(p, all)).isEqualTo(1);
    }

    @Test
    void allFiguresTogetherAreTheSame() {
        Figures figures = BinaryMetrics.of(P, FAILED, 0.4);

        assertThat(figures)
                .isEqualTo(new Figures(
                        BinaryMetrics.rocAuc(P, FAILED),
                        BinaryMetrics.averagePrecision(P, FAILED),
                        BinaryMetrics.brier(P, FAILED),
                        BinaryMetrics.logLoss(P, FAILED),
                        BinaryMetrics.ece(P, FAILED),
                        BinaryMetrics.f1(P, FAILED, 0.4),
                        0.4));
    }

    @Property(seed = "81")
    void theAucIsTheShareOfPairsInOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int rows) {
        double[] p = scores(seed, rows);
        boolean[] failed = outcomes(seed, rows);
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                if (failed[i] && !failed[j]) {
                    pairs++;
                    won += p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0;
                }
            }
        }
        double auc = BinaryMetrics.rocAuc(p, failed);
        if (pairs == 0) {
            assertThat(auc).isNaN();
        } else {
            assertThat(auc).isCloseTo(won / pairs, EXACTLY);
        }
    }

    @Property(seed = "82")
    void noThresholdBeatsTheBest(@ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int rows) {
        double[] p = scores(seed, rows);
        boolean[] failed = outcomes(seed, rows);

        double reached = BinaryMetrics.f1(p, failed, BinaryMetrics.bestThreshold(p, failed));
        double best = DoubleStream.of(p)
                .map(t -> BinaryMetrics.f1(p, failed, t))
                .max()
                .orElseThrow();
        assertThat(reached).isCloseTo(best, EXACTLY);
    }

    /** Scores of eleven values from 0 to 1, so that ties and both ends are common. */
    private static double[] scores(long seed, int rows) {
        return new Random(seed).ints(rows, 0, 11).mapToDouble(i -> i / 10.0).toArray();
    }

    private static boolean[] outcomes(long seed, int rows) {
        Random random = new Random(~seed);
        boolean[] outcomes = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            outcomes[i] = random.nextInt(4) == 0;
        }
        return outcomes;
    }
}
