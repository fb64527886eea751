package io.neuralops.models.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What runs cost that came without a cost.
 *
 * @param perHour null where nothing is settled: then they are left out
 * @param currency of all costs of the tenant; null where nobody said
 */
public record Price(@Nullable BigDecimal perHour, @Nullable String currency) {
    /** Where nothing is settled. */
    public static final Price NONE = new Price(null, null);

    private static final BigDecimal MS_OF_HOUR = BigDecimal.valueOf(3_600_000);
    private static final int DECIMALS = 10;

    /** What all runs cost. */
    public BigDecimal all(Tally tally) {
        return of(tally, Measure.COST_UNITS, Measure.COST_PARTS, Measure.TIMED_MS);
    }

    /** What those cost that failed. */
    public BigDecimal failed(Tally tally) {
        return of(tally, Measure.FAILED_COST_UNITS, Measure.FAILED_COST_PARTS, Measure.FAILED_TIMED_MS);
    }

    /** What attempts after the first cost. */
    public BigDecimal retried(Tally tally) {
        return of(tally, Measure.RETRIED_COST_UNITS, Measure.RETRIED_COST_PARTS, Measure.RETRIED_TIMED_MS);
    }

    /** How many runs have a cost. */
    public long priced(Tally tally) {
        return tally.get(Measure.COSTED) + (perHour == null ? 0 : tally.get(Measure.TIMED));
    }

    /** How many that ended have none. */
    public long excluded(Tally tally) {
        return tally.get(Measure.UNPRICED) + (perHour == null ? tally.get(Measure.TIMED) : 0);
    }

    private BigDecimal of(Tally tally, Measure units, Measure parts, Measure ms) {
        BigDecimal given = Cost.of(tally.get(units), tally.get(parts));
        if (perHour == null || tally.get(ms) == 0) {
            return given;
        }
        BigDecimal timed =
                perHour.multiply(BigDecimal.valueOf(tally.get(ms))).divide(MS_OF_HOUR, DECIMALS, RoundingMode.HALF_UP);
        return Cost.plain(given.add(timed));
    }
}
