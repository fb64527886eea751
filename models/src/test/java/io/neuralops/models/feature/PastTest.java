package io.neuralops.models.feature;

import static io.neuralops.models.Samples.at;
import static io.neuralops.models.Samples.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.neuralops.models.run.RunKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of a workflow's past, worked out by hand. A past is written oldest first: F failed, S succeeded. */
class PastTest {
    private static final Offset<Double> EXACTLY = within(1e-12);

    @Test
    void withoutAnyHistoryAllRatesAreOneInFiveAndTheStatusesUnknown() {
        Past past = pastOf("");

        assertThat(past).isEqualTo(new Past(0, 0, 0.2, 0.2, 0, 0.5, 0.5, 0.2, 0.2));
    }

    @Test
    void everyNumberOfAMixedPast() {
        Past past = pastOf("SFFSF");

        assertThat(past.runs()).isEqualTo(5);
        assertThat(past.tenantRuns()).isEqualTo(5);
        // tenant: (3 + 1) / (5 + 5) = 0.4; workflow: (3 + 20 * 0.4) / (5 + 20)
        assertThat(past.baseRate()).isCloseTo(0.44, EXACTLY);
        assertThat(past.streak()).isEqualTo(1);
        assertThat(past.last()).isEqualTo(1);
        assertThat(past.secondLast()).isEqualTo(0);
        // after F came F and S: (5 * 0.44 + 1) / (5 + 2)
        assertThat(past.afterLast()).isCloseTo(3.2 / 7, EXACTLY);
        // after S, F came F: (5 * 3.2 / 7 + 1) / (5 + 1)
        assertThat(past.afterLastTwo()).isCloseTo((16.0 / 7 + 1) / 6, EXACTLY);
        // latest first the weights are 1, d, d^2, d^3, d^4 with d^5 = 1/2
        double d = 0.870550563296124;
        double failures = 2 * 0.44 + 1 + d * d + d * d * d;
        double weights = 2 + 1 + d + d * d + d * d * d + d * d * d * d;
        assertThat(past.recentRate()).isCloseTo(failures / weights, EXACTLY);
    }

    @Test
    void theWeightOfAFailureHalvesEveryFiveRuns() {
        // With one failure among the rest, the recent rate is (2 base + weight) / (2 + sum of weights).
        Past now = pastOf("SSSSSSSSSF");
        Past five = pastOf("SSSSFSSSSS");
        double sum = (1 - 0.25) / (1 - Math.pow(0.5, 0.2));
        double weightNow = now.recentRate() * (2 + sum) - 2 * now.baseRate();
        double weightThen = five.recentRate() * (2 + sum) - 2 * five.baseRate();

        assertThat(weightNow).isCloseTo(1, EXACTLY);
        assertThat(weightThen).isCloseTo(0.5, EXACTLY);
    }

    @ParameterizedTest
    @CsvSource({"F,1,1,0.5", "S,1,0,0.5", "SF,1,1,0", "FS,1,0,1", "SFF,2,1,1", "FSSS,3,0,0", "FFFF,4,1,1"})
    void streakAndLastStatuses(String outcomes, int streak, double last, double secondLast) {
        Past past = pastOf(outcomes);

        assertThat(past.streak()).isEqualTo(streak);
        assertThat(past.last()).isEqualTo(last);
        assertThat(past.secondLast()).isEqualTo(secondLast);
    }

    @Test
    void afterOneRunNoTransitionIsKnown() {
        Past past = pastOf("F");

        // tenant: 2/6; workflow: (1 + 20/3) / 21
        double base = (1 + 20.0 / 3) / 21;
        assertThat(past.baseRate()).isCloseTo(base, EXACTLY);
        assertThat(past.afterLast()).isCloseTo(base, EXACTLY);
        assertThat(past.afterLastTwo()).isCloseTo(base, EXACTLY);
    }

    @Test
    void aJobIsShrunkTowardsItsParentAndThatTowardsTheTenant() {
        TenantHistory history = new TenantHistory();
        String[] workflows = {"api/test", "api/test", "api/test", "api/lint", "web/build"};
        for (int i = 0; i < workflows.length; i++) {
            history.add(workflows[i], Outcome.of(ended(workflows[i], "r" + i, i, i + 1, i < 2)));
        }

        double tenant = (2 + 1) / (5 + 5.0);
        double parent = (2 + 20 * tenant) / (4 + 20);
        assertThat(history.at("api/test", at(100)).past().baseRate()).isCloseTo((2 + 20 * parent) / (3 + 20), EXACTLY);
        assertThat(history.at("api/never-seen", at(100)).past().baseRate()).isCloseTo(parent, EXACTLY);
        assertThat(history.at("other", at(100)).past().baseRate()).isCloseTo(tenant, EXACTLY);
        assertThat(history.at(null, at(100)).past().baseRate()).isCloseTo(tenant, EXACTLY);
        assertThat(history.at("api/never-seen", at(100)).past().runs()).isZero();
        assertThat(history.at("api/never-seen", at(100)).past().tenantRuns()).isEqualTo(5);
    }

    @Test
    void theParentIsWhatStandsBeforeTheLastSlash() {
        assertThat(TenantHistory.parent("a/b/c")).isEqualTo("a/b");
        assertThat(TenantHistory.parent("a/b")).isEqualTo("a");
        assertThat(TenantHistory.parent("a")).isNull();
        assertThat(TenantHistory.parent("/a")).isNull();
        assertThat(TenantHistory.parent(null)).isNull();
    }

    @Test
    void transitionsAndRecencyLookBackOn256RunsButTheBaseRateOnAll() {
        Past all = pastOf("F".repeat(300) + "S".repeat(256));
        Past only = pastOf("S".repeat(256));

        assertThat(all.runs()).isEqualTo(556);
        assertThat(all.streak()).isEqualTo(256);
        // tenant: 301/561; workflow: (300 + 20 * 301/561) / 576
        double base = (300 + 20 * 301 / 561.0) / 576;
        assertThat(all.baseRate()).isCloseTo(base, EXACTLY);
        assertThat(all.afterLast()).isCloseTo(5 * base / (5 + 255), EXACTLY);
        assertThat(only.afterLast() / only.baseRate()).isCloseTo(5 / 260.0, EXACTLY);
    }

    /** A rate of nought or one would have infinite log-odds; so would one that a 32-bit float rounds there. */
    @Property(seed = "21", tries = 60)
    void ratesLieStrictlyBetweenNoughtAndOneHoweverLongTheSameIsSeen(
            @ForAll @IntRange(min = 0, max = 200_000) int alike, @ForAll boolean failed, @ForAll boolean thenOther) {
        RunWindow window = new RunWindow(512);
        for (int i = 0; i < alike; i++) {
            window.add(new Outcome(i, i, failed, new RunKey("r", i + 1)));
        }
        if (thenOther) {
            window.add(new Outcome(alike, alike, !failed, new RunKey("other", 1)));
        }
        int held = window.knownBefore(Long.MAX_VALUE);
        int runs = window.runs(held);
        Past past = Past.of(window, held, runs, Past.tenantRate(window.failures(held), runs));

        for (double rate : new double[] {past.baseRate(), past.recentRate(), past.afterLast(), past.afterLastTwo()}) {
            assertThat(rate).isGreaterThan(0).isLessThan(1);
        }
    }

    @Property(seed = "22", tries = 12)
    void everyFeatureStaysFiniteHoweverLongTheSameIsSeen(
            @ForAll @IntRange(min = 0, max = 200_000) int alike, @ForAll boolean failed) {
        TenantHistory history = new TenantHistory();
        for (int i = 0; i < alike; i++) {
            history.add("w", new Outcome(i, i, failed, new RunKey("r", i + 1)));
        }
        Moment moment = history.at("w", at(0));

        for (HistoryFeature feature : HistoryFeature.values()) {
            assertThat(feature.transform().apply(feature.of(moment)))
                    .as(feature.label())
                    .isFinite();
        }
    }

    private static Past pastOf(String outcomes) {
        TenantHistory history = new TenantHistory();
        for (int i = 0; i < outcomes.length(); i++) {
            history.add("w", Outcome.of(ended("w", "r" + i, i, i + 1, outcomes.charAt(i) == 'F')));
        }
        return history.at("w", at(1_000)).past();
    }
}
