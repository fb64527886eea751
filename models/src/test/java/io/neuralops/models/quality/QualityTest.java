package io.neuralops.models.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.figures.BinaryMetrics;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How far values have moved, how sure figures are, and whether probabilities mean what they say. */
class QualityTest {
    private static final int ROWS = 10_000;

    @Test
    void theIndexIsThatOfTheBinsShares() {
        // Two values, half and half then, one in four now: (0.25 - 0.5) ln(0.25 / 0.5) + (0.75 - 0.5) ln(0.75 / 0.5).
        Spread half = Spread.of("f", flips(ROWS, 2));

        assertThat(half.edges()).containsExactly(0.0);
        assertThat(half.psi(flips(ROWS, 4))).isCloseTo(0.27465, within(1e-3));
        assertThat(half.psi(flips(ROWS, 2))).isCloseTo(0, within(1e-6));
        assertThat(half.psi(new float[0])).isNaN();
    }

    @Test
    void whatIsSpreadAlikeHasNotMovedAndWhatIsShiftedHas() {
        Random random = new Random(1);
        Spread spread = Spread.of("f", normal(random, ROWS, 0));

        assertThat(spread.edges()).hasSize(9).isSorted();
        assertThat(spread.counts().subList(0, 10)).allSatisfy(n -> assertThat(n).isBetween(990L, 1_010L));
        for (int rows : new int[] {Drift.MIN_ROWS, 5_000}) {
            assertThat(spread.psi(normal(random, rows, 0))).isLessThan(Drift.LIMIT / 4);
            assertThat(spread.psi(normal(random, rows, 0.7))).isGreaterThan(Drift.LIMIT);
        }
    }

    @Test
    void whatGoesMissingHasMovedToo() {
        float[] values = normal(new Random(1), ROWS, 0);
        Spread spread = Spread.of("f", values);
        float[] fewer = values.clone();
        for (int i = 0; i < ROWS; i += 3) {
            fewer[i] = Float.NaN;
        }

        assertThat(spread.psi(fewer)).isGreaterThan(Drift.LIMIT);
        assertThat(Spread.of("f", new float[] {Float.NaN, Float.NaN}).psi(new float[] {Float.NaN}))
                .isCloseTo(0, within(0.1));
        assertThat(Spread.of("constant", new float[] {1, 1, 1}).psi(new float[] {1, 1}))
                .isCloseTo(0, within(0.1));
    }

    @Test
    void fewRowsAreNotJudgedAndTheWorstIsNamed() {
        List<Reference.Shift> shifts =
                List.of(new Reference.Shift("a", 0.3), new Reference.Shift("b", 0.9), new Reference.Shift("c", 0.1));

        assertThat(Drift.worst(shifts, Drift.MIN_ROWS - 1)).isEmpty();
        assertThat(Drift.worst(shifts, Drift.MIN_ROWS)).contains(shifts.get(1));
        assertThat(Drift.worst(List.of(new Reference.Shift("n", Double.NaN)), 9_999))
                .isEmpty();
        assertThat(Drift.worst(List.of(new Reference.Shift("base_rate", 3)), 9_999))
                .as("a rate over all history settles")
                .isEmpty();
        assertThat(Drift.worst(List.of(new Reference.Shift("recent_rate", 3)), 9_999))
                .isPresent();
        assertThat(Drift.miscalibrated(0.2, 0.05, 499)).isFalse();
        assertThat(Drift.miscalibrated(0.2, 0.05, 500)).isTrue();
        assertThat(Drift.miscalibrated(Double.NaN, 0.05, 500)).isFalse();
    }

    @Test
    void intervalsHoldTheFigureAndNarrowWithMoreRuns() {
        Certainty few = certainty(200);
        Certainty many = certainty(20_000);

        for (Certainty one : List.of(few, many)) {
            for (Interval interval : List.of(one.rocAuc(), one.prAuc(), one.brier())) {
                assertThat(interval.value()).isBetween(interval.lower(), interval.upper());
            }
        }
        assertThat(width(many.rocAuc())).isLessThan(width(few.rocAuc()) / 5);
        assertThat(width(many.brier())).isLessThan(width(few.brier()) / 5);
        assertThat(certainty(200)).as("the same seed draws the same runs").isEqualTo(few);
    }

    /** Drawn by hand, with the plain figures: the ends lie where those of the quick way do. */
    @Test
    void theIntervalIsThatOfThePlainFigures() {
        Random random = new Random(5);
        double[] p = random.doubles(300).map(x -> Math.round(x * 20) / 20.0).toArray();
        boolean[] failed = outcomes(random, p);
        double[] drawn = new double[1_000];
        for (int r = 0; r < drawn.length; r++) {
            double[] q = new double[p.length];
            boolean[] f = new boolean[p.length];
            for (int i = 0; i < q.length; i++) {
                int at = random.nextInt(q.length);
                q[i] = p[at];
                f[i] = failed[at];
            }
            drawn[r] = BinaryMetrics.averagePrecision(q, f);
        }
        Interval plain = Interval.of(BinaryMetrics.averagePrecision(p, failed), drawn);
        Interval quick = Certainty.of(p, failed, 3).prAuc();

        assertThat(quick.value()).isEqualTo(plain.value());
        assertThat(quick.lower()).isCloseTo(plain.lower(), within(0.02));
        assertThat(quick.upper()).isCloseTo(plain.upper(), within(0.02));
    }

    @Test
    void ofOneClassAloneTheAreaIsUndefined() {
        Certainty certainty = Certainty.of(new double[] {0.1, 0.2}, new boolean[] {false, false}, 1);

        assertThat(certainty.rocAuc()).isEqualTo(new Interval(null, null, null));
        assertThat(certainty.brier().value()).isCloseTo(0.025, within(1e-12));
    }

    @Test
    void theCurveTellsWhatFailedOfThoseThatGotSuchAProbability() {
        List<Reliability> curve = Reliability.curve(
                new double[] {0.05, 0.15, 0.15, 0.95, 1}, new boolean[] {false, true, false, true, true});

        assertThat(curve).hasSize(3);
        assertThat(curve.get(1)).isEqualTo(new Reliability(0.1, 0.2, 2, 0.15, 0.5));
        assertThat(curve.get(2).runs()).isEqualTo(2);
        assertThat(curve.get(2).failureRate()).isEqualTo(1);
    }

    private static Certainty certainty(int runs) {
        Random random = new Random(2);
        double[] p = random.doubles(runs).toArray();
        return Certainty.of(p, outcomes(random, p), 9);
    }

    private static boolean[] outcomes(Random random, double[] p) {
        boolean[] failed = new boolean[p.length];
        for (int i = 0; i < p.length; i++) {
            failed[i] = random.nextDouble() < p[i];
        }
        return failed;
    }

    private static double width(Interval interval) {
        return interval.upper() - interval.lower();
    }

    private static float[] flips(int rows, int each) {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = i % each == 0 ? 1 : 0;
        }
        return values;
    }

    private static float[] normal(Random random, int rows, double mean) {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = (float) (mean + random.nextGaussian());
        }
        return values;
    }
}
