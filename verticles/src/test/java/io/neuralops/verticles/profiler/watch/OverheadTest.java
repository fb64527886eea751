package io.neuralops.verticles.profiler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.perf.Verdict;
import org.junit.jupiter.api.Test;

/** How rates shrink and grow again. */
class OverheadTest {
    /** One for which nothing is compiled any more. */
    private static Overhead warm(double allowed) {
        Overhead overhead = new Overhead(allowed);
        assertThat(overhead.scale()).as("at first").isEqualTo(0.25);
        for (int window = 0; window < 12; window++) {
            overhead.after(allowed / 2, 0);
        }
        return overhead;
    }

    @Test
    void ratesShrinkUntilTheCostIsWithinWhatIsAllowedAndGrowAgain() {
        Overhead overhead = warm(0.01);
        double scale = overhead.scale();
        // The cost goes with the rates: 16 % of a core at full rates.
        for (int window = 0; window < 10; window++) {
            scale = overhead.after(0.16 * scale, 0);
        }
        assertThat(0.16 * scale).isBetween(0.008, 0.01);

        double settled = scale;
        assertThat(overhead.after(0.009, 0)).isEqualTo(settled);
        assertThat(overhead.after(0.001, 0)).isCloseTo(settled * 1.25, within(1e-9));
        for (int window = 0; window < 40; window++) {
            scale = overhead.after(0.001, 0);
        }
        assertThat(scale).isEqualTo(1);
    }

    @Test
    void whileTheJvmCompilesLessThanHalfOfItIsTaken() {
        Overhead overhead = new Overhead(0.01);
        double scale = overhead.scale();
        for (int window = 0; window < 40; window++) {
            scale = overhead.after(0.02 * scale, window % 10 == 0 ? 0.02 : 0.0005);
        }
        assertThat(0.02 * scale).isBetween(0.0036, 0.0045);
        for (int window = 0; window < 40; window++) {
            scale = overhead.after(0.02 * scale, 0.0005);
        }
        assertThat(0.02 * scale).isBetween(0.008, 0.01);
    }

    @Test
    void aCostThatNothingHelpsAgainstEndsAtTheLeast() {
        Overhead overhead = new Overhead(0.01);
        double scale = overhead.scale();
        for (int window = 0; window < 100; window++) {
            scale = overhead.after(1, 0);
        }
        assertThat(scale).isEqualTo(0.001);
    }

    @Test
    void whoSuffersIsAskedHalfAsOftenAndMoreOftenOnceWell() {
        BackOff backOff = new BackOff();

        assertThat(backOff.after(Verdict.FAIL, false, 0.02)).isEqualTo(1);
        assertThat(backOff.after(Verdict.FAIL, false, 0.02)).isEqualTo(0.5);
        assertThat(backOff.after(Verdict.FAIL, false, 0.02)).isEqualTo(0.25);
        assertThat(backOff.after(Verdict.INVALID, false, 0.02)).isEqualTo(0.25);
        assertThat(backOff.after(Verdict.PASS, false, 0.02)).isEqualTo(0.5);
        assertThat(backOff.after(Verdict.FAIL, true, 0.02)).isEqualTo(0.25);
        for (int window = 0; window < 20; window++) {
            backOff.after(Verdict.FAIL, true, 0.02);
        }
        assertThat(backOff.after(Verdict.FAIL, true, 0.02)).isEqualTo(0.02);
        for (int window = 0; window < 6; window++) {
            backOff.after(Verdict.PASS, false, 0.02);
        }
        assertThat(backOff.after(Verdict.PASS, false, 0.02)).isEqualTo(1);
    }
}
