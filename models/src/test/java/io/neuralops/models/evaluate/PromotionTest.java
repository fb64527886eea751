package io.neuralops.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.figures.BinaryMetrics;
import io.neuralops.models.figures.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PromotionTest {
    private static final int RUNS = 2_000;

    private final Random random = new Random(5);
    /** The truth: each run's own chance to fail. */
    private final double[] truth = IntStream.range(0, RUNS)
            .mapToDouble(i -> 0.05 + 0.9 * random.nextDouble())
            .toArray();

    private final boolean[] failed = new boolean[RUNS];
    private final double rate;

    PromotionTest() {
        int failures = 0;
        for (int i = 0; i < RUNS; i++) {
            failed[i] = random.nextDouble() < truth[i];
            failures += failed[i] ? 1 : 0;
        }
        rate = (double) failures / RUNS;
    }

    @Test
    void aModelThatKnowsMoreIsPromoted() {
        Verdict verdict = judge(truth, blurred(1.0), 1);

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.objections()).isEmpty();
        assertThat(verdict.champion()).isEqualTo("v1");
        assertThat(verdict.runs()).isEqualTo(RUNS);
        Gain gain = verdict.gain();
        assertThat(gain).isNotNull();
        assertThat(gain.mean())
                .isCloseTo(
                        BinaryMetrics.logLoss(blurred(1.0), failed) - BinaryMetrics.logLoss(truth, failed),
                        within(1e-12));
        assertThat(gain.lower()).isPositive().isLessThan(gain.mean());
        assertThat(gain.upper()).isGreaterThan(gain.mean());
    }

    @Test
    void theSameModelAndAWorseOneAreNot() {
        assertThat(judge(truth, truth, 1).objections()).hasSize(2);
        assertThat(judge(blurred(1.0), truth, 1).promoted()).isFalse();
    }

    @Test
    void aGainThatIsTooSmallIsNoReason() {
        // Better for sure on each run, but by next to nothing.
        double[] slightlyWorse = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            slightlyWorse[i] = truth[i] + (failed[i] ? -1 : 1) * 0.0004 * truth[i] * (1 - truth[i]);
        }
        Verdict verdict = judge(truth, slightlyWorse, 1);

        assertThat(verdict.gain().lower()).isPositive();
        assertThat(verdict.objections()).singleElement().asString().contains("less than 0.002");
    }

    @Test
    void aLargeGainOfAFewRunsMayBeChance() {
        double[] lucky = truth.clone();
        double[] champion = truth.clone();
        for (int i = 0; i < 2; i++) {
            champion[i] = failed[i] ? 1e-9 : 1 - 1e-9;
            lucky[i] = failed[i] ? 0.9 : 0.1;
        }
        Verdict verdict = judge(Arrays.copyOf(lucky, 100), Arrays.copyOf(champion, 100), Arrays.copyOf(failed, 100));

        assertThat(verdict.gain().mean()).isGreaterThan(0.1);
        assertThat(verdict.promoted()).isFalse();
        double[] one = truth.clone();
        one[0] = champion[0];
        Verdict single = judge(Arrays.copyOf(truth, 100), Arrays.copyOf(one, 100), Arrays.copyOf(failed, 100));
        assertThat(single.gain().mean()).isGreaterThan(0.1);
        assertThat(single.objections()).singleElement().asString().contains("may be chance");
    }

    @Test
    void probabilitiesThatMeanLessAreAnObjection() {
        // It ranks better, but all that it says is too low by a little.
        double[] skewed =
                Arrays.stream(truth).map(p -> Math.max(0.01, p - 0.05)).toArray();
        Verdict verdict = judge(skewed, constant(rate), 1);

        assertThat(verdict.gain().lower()).isPositive();
        assertThat(verdict.promoted()).isFalse();
        assertThat(verdict.objections()).singleElement().asString().contains("calibration");
    }

    @Test
    void previousStatusHasToBeBeatenToo() {
        Figures strong = BinaryMetrics.of(truth, failed, 0.5);
        Verdict verdict = Promotion.judge(
                evaluation(blurred(0.5), strong),
                blurred(0.5),
                new Promotion.Champion("v1", blurred(2), 0.5),
                failed,
                1);

        assertThat(verdict.objections()).singleElement().asString().contains("previous status");
    }

    @Test
    void theFirstHasOnlyTheBaselinesToBeat() {
        Figures coin = BinaryMetrics.of(constant(0.5), failed, 0.5);

        Verdict better = Promotion.judge(evaluation(truth, coin), truth, null, failed, 1);
        Verdict worse = Promotion.judge(evaluation(constant(0.9), coin), constant(0.9), null, failed, 1);

        assertThat(better.promoted()).isTrue();
        assertThat(better.champion()).isNull();
        assertThat(better.gain()).isNull();
        assertThat(worse.objections()).hasSize(2);
    }

    @Test
    void whatIsNoNumberIsNoReason() {
        double[] broken = truth.clone();
        broken[7] = Double.NaN;

        assertThat(judge(broken, blurred(1.0), 1).promoted()).isFalse();
        assertThat(judge(truth, broken, 1).promoted()).isFalse();
        assertThat(Promotion.judge(
                                evaluation(broken, BinaryMetrics.of(constant(0.5), failed, 0.5)),
                                broken,
                                null,
                                failed,
                                1)
                        .promoted())
                .isFalse();
    }

    @Test
    void theSameSeedDrawsTheSameRuns() {
        assertThat(judge(truth, blurred(1.0), 9)).isEqualTo(judge(truth, blurred(1.0), 9));
        assertThat(judge(truth, blurred(1.0), 9).gain())
                .isNotEqualTo(judge(truth, blurred(1.0), 10).gain());
    }

    @Test
    void theBoundsAreThoseOfTheMean() {
        double[] differences = new double[RUNS];
        Random noise = new Random(3);
        for (int i = 0; i < RUNS; i++) {
            differences[i] = 0.1 + noise.nextGaussian();
        }
        Gain gain = Gain.of(differences, 4);

        double standardError = 1 / Math.sqrt(RUNS);
        assertThat(gain.mean() - gain.lower()).isCloseTo(1.645 * standardError, within(0.15 * standardError));
        assertThat(gain.upper() - gain.mean()).isCloseTo(1.645 * standardError, within(0.15 * standardError));
    }

    private Verdict judge(double[] challenger, double[] champion, long seed) {
        return Promotion.judge(
                evaluation(challenger, BinaryMetrics.of(constant(rate), failed, 0.5)),
                challenger,
                new Promotion.Champion("v1", champion, 0.5),
                failed,
                seed);
    }

    private Verdict judge(double[] challenger, double[] champion, boolean[] labels) {
        double[] poor = new double[labels.length];
        Arrays.fill(poor, 0.01);
        Evaluation evaluation = new Evaluation(
                "set",
                1,
                labels.length,
                0.5,
                0.5,
                BinaryMetrics.of(challenger, labels, 0.5),
                BinaryMetrics.of(poor, labels, 0.5),
                BinaryMetrics.of(poor, labels, 0.5),
                List.of());
        return Promotion.judge(evaluation, challenger, new Promotion.Champion("v1", champion, 0.5), labels, 1);
    }

    private Evaluation evaluation(double[] challenger, @Nullable Figures previousStatus) {
        Figures majority = BinaryMetrics.of(constant(rate), failed, 0.5);
        return new Evaluation(
                "set",
                RUNS,
                RUNS,
                rate,
                0.5,
                BinaryMetrics.of(challenger, failed, 0.5),
                previousStatus == null ? majority : previousStatus,
                majority,
                List.of());
    }

    /** The truth seen through noise on the log-odds. */
    private double[] blurred(double by) {
        Random noise = new Random(17);
        return Arrays.stream(truth)
                .map(p -> 1 / (1 + Math.exp(-Math.log(p / (1 - p)) - by * noise.nextGaussian())))
                .toArray();
    }

    private static double[] constant(double value) {
        double[] all = new double[RUNS];
        Arrays.fill(all, value);
        return all;
    }
}
