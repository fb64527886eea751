package io.neuralops.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaturationTest {
    @ParameterizedTest
    @ValueSource(doubles = {130, 1_000, 9_999, 31_000})
    void theHighestRateIsFoundFromBelow(double limit) throws Exception {
        double found = Saturation.highest(1_000, rate -> rate <= limit);

        assertThat(found).isLessThanOrEqualTo(limit).isGreaterThan(0.95 * limit);
    }

    @Test
    void oneFailureIsNotTakenAtItsWord() throws Exception {
        Set<Double> failed = new HashSet<>();

        double found = Saturation.highest(1_000, rate -> !failed.add(rate) && rate <= 5_000);

        assertThat(found).isBetween(4_750.0, 5_000.0);
    }

    @Test
    void aServerThatSustainsNothingHasNoRate() throws Exception {
        assertThat(Saturation.highest(1_000, rate -> false)).isZero();
    }
}
