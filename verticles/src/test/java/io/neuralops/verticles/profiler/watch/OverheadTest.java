package io.neuralops.verticles.profiler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.perf.Verdict;
import org.junit.jupiter.api.Test;

/** How rates shrink and grow again. */
class OverheadTest {
    @Test
    void ratesShrinkUntilTheCostIsWithinWhatIsAllowedAndGrowAgain() {
        Overhead overhead = new Overhead(0.01);
        double scale = overhead.scale();
        assertThat(scale).as("at first").isEqualTo(0.25);
        // The cost goes with the rates: 16 % of a core at full rates.
        for (int window = 0; window < 10; window++) {
            scale = overhead.after(0.16 * scale);
        }
        assertThat(0.16 * scale).isBetween(0.008, 0.01);

        double settled = scale;
        assertThat(overhead.after(0.009)).isEqualTo(settled);
        assertThat(overhead.after(0.001)).isCloseTo(settled * 1.25, within(1e-9));
        for (int window = 0; window < 40; window++) {
            scale = overhead.after(0.001);
        }
        assertThat(scale).isEqualTo(1);
    }

    @Test
    void aCostThatNothingHelpsAgainstEndsAtTheLeast() {
        Overhead overhead = new Overhead(0.01);
        double scale = overhead.scale();
        for (int window = 0; window < 100; window++) {
            scale = overhead.after(1);
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
