package io.neuralops.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.profiler.load.LoadResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the highest rate is found of servers that hold up to one. */
class HighestTest {
    private static final Scenario SCENARIO = Made.scenario("http://localhost:1/");

    @ParameterizedTest
    @CsvSource({"730, 100", "730, 5000", "730, 730", "3, 100", "400000, 1", "7.5, 1000000"})
    void itIsFoundFromAboveAndFromBelow(double most, double first) throws InterruptedException {
        Highest.Found found = new Highest((what, scenario) -> upTo(most, scenario)).of(SCENARIO, first);

        assertThat(found.rate()).isBetween(most * 0.97, most);
        assertThat(found.best()).isNotNull();
        assertThat(found.trials()).hasSizeLessThanOrEqualTo(30);
    }

    @Test
    void whereItHoldsAtNoneThereIsNone() throws InterruptedException {
        Highest.Found found = new Highest((what, scenario) -> upTo(0, scenario)).of(SCENARIO, 100);

        assertThat(found.rate()).isNull();
        assertThat(found.best()).isNull();
        assertThat(found.trials()).hasSizeBetween(5, 10);
    }

    @Test
    void itEndsWhereNoRateIsTooMuch() throws InterruptedException {
        Highest.Found found = new Highest((what, scenario) -> upTo(1e9, scenario)).of(SCENARIO, 100);

        assertThat(found.rate()).isBetween(500_000.0, 1_000_000.0);
    }

    @Test
    void whoStopsItIsToldOfWhatHeldUntilThen() throws InterruptedException {
        Highest.Found found =
                new Highest((what, scenario) -> Made.result(scenario, 1, rate(scenario) > 300)).of(SCENARIO, 100);

        assertThat(found.trials()).hasSize(3);
        assertThat(found.rate()).isEqualTo(200);
    }

    private static LoadResult upTo(double most, Scenario scenario) {
        return Made.result(scenario, rate(scenario) <= most ? 1 : 10_000, false);
    }

    private static double rate(Scenario scenario) {
        return scenario.plan(1).rate().expected();
    }
}
