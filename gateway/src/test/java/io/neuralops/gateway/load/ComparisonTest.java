package io.neuralops.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two servers, by turns, and the ratio of what they did. */
class ComparisonTest {
    private static final Scenario A = Made.scenario("http://localhost:1/");
    private static final Scenario B = A.of("http://localhost:2/");

    private final List<Scenario> asked = new ArrayList<>();

    @Test
    void whatBothSufferFromIsNoDifference() throws InterruptedException {
        // Each round is twice as slow as the one before, of both.
        Comparison compared = compare(4, (scenario, round) -> Math.pow(2, round) * (scenario.equals(B) ? 30 : 10));

        assertThat(asked).containsExactly(A, B, B, A, A, B, B, A);
        assertThat(compared.rounds()).isEqualTo(4);
        assertThat(compared.p50().ratio()).isCloseTo(3, within(0.01));
        assertThat(compared.p99().lower()).isCloseTo(3, within(0.02));
        assertThat(compared.p99().upper()).isCloseTo(3, within(0.02));
    }

    /** By hand: the logarithms of 1 and 4 have the mean 0.693 and its standard error is 0.693; t of one degree is 12.706. */
    @Test
    void theIntervalIsStudents() throws InterruptedException {
        Comparison.Ratio p95 = compare(2, (scenario, round) -> scenario.equals(B) && round == 1 ? 400 : 100)
                .p95();

        assertThat(p95.ratio()).isCloseTo(2, within(0.01));
        assertThat(Math.log(p95.upper())).isCloseTo(0.6931 * 13.706, within(0.03));
        assertThat(Math.log(p95.lower())).isCloseTo(0.6931 * -11.706, within(0.03));
        assertThat(p95.toString()).matches("\\d\\.\\d{3} \\(0\\.000 to \\d+\\.\\d{3}\\)");
    }

    @Test
    void whoStopsItHasWhatWasMeasuredUntilThen() throws InterruptedException {
        Comparison compared =
                Comparison.of((what, scenario) -> Made.result(scenario, scenario.equals(B) ? 20 : 10, true), A, B, 9);
        assertThat(compared.rounds()).isEqualTo(1);
        assertThat(compared.p50().toString()).isEqualTo("2.000 (once)");

        assertThat(Comparison.Ratio.of(List.of()).toString()).isEqualTo("not measured");
    }

    private Comparison compare(int rounds, Times times) throws InterruptedException {
        return Comparison.of(
                (what, scenario) -> {
                    int round = asked.size() / 2;
                    asked.add(scenario);
                    return Made.result(scenario, times.of(scenario, round), false);
                },
                A,
                B,
                rounds);
    }

    /** Milliseconds in a round, from nought. */
    private interface Times {
        double of(Scenario scenario, int round);
    }
}
