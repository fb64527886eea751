package io.neuralops.models.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Instant THEN = Instant.parse("2025-06-02T10:07:00Z");

    @Test
    void everyMeasureHasAPlaceOfItsOwnInTheirOrder() {
        Measure[] all = Measure.values();
        for (int i = 0; i < all.length; i++) {
            assertThat(all[i].place()).isEqualTo(i);
        }
    }

    @Test
    void aRunCountsByWhatBecameOfIt() {
        Tally tally = new Tally();
        RunTally.add(tally, run(2, RunStatus.FAILURE, null, 1_500L), 1);

        assertThat(tally)
                .hasToString("runs 1, failed 1, retried 1, timed 1, timed_ms 1500, failed_timed_ms 1500,"
                        + " retried_timed_ms 1500");
        assertThat(RunTally.at(run(1, RunStatus.RUNNING, null, null))).isEqualTo(THEN);
    }

    @Property
    void whatIsTakenAwayLeavesNothing(@ForAll RunStatus status, @ForAll boolean costs) {
        Run run = run(3, status, costs ? new BigDecimal("12.5") : null, 10L);
        Tally tally = new Tally();
        RunTally.add(tally, run, 1);
        assertThat(tally.isEmpty()).isFalse();
        RunTally.add(tally, run, -1);
        assertThat(tally.isEmpty()).isTrue();
    }

    @Property
    void sumsOfCostsAreExact(
            @ForAll @Size(max = 200) List<@BigRange(min = "0", max = "999999999999") @Scale(10) BigDecimal> costs) {
        Tally tally = new Tally();
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal cost : costs) {
            RunTally.add(tally, run(1, RunStatus.SUCCESS, cost, null), 1);
            sum = sum.add(cost);
        }
        assertThat(Price.NONE.all(tally)).isEqualByComparingTo(sum);
    }

    @Test
    void hoursArePricedWhereNoCostIsGiven() {
        Tally tally = new Tally();
        RunTally.add(tally, run(1, RunStatus.SUCCESS, null, 1_200_000L), 3);
        RunTally.add(tally, run(1, RunStatus.SUCCESS, null, null), 1);

        Price price = new Price(new BigDecimal("1.00"), "EUR");
        assertThat(price.all(tally)).isEqualByComparingTo("1");
        assertThat(price.priced(tally)).isEqualTo(3);
        assertThat(price.excluded(tally)).isEqualTo(1);
        assertThat(Price.NONE.excluded(tally)).isEqualTo(4);
    }

    private static Run run(int attempt, RunStatus status, BigDecimal cost, Long ms) {
        return new Run(
                "r",
                attempt,
                "w",
                status,
                THEN,
                status.finished() ? THEN.plusSeconds(5) : null,
                THEN,
                ms,
                cost,
                null,
                null,
                Map.of(),
                Map.of());
    }
}
