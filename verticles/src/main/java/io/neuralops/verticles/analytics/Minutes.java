package io.neuralops.verticles.analytics;

import io.neuralops.sql.store.IncidentTimesStore.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Lengths in minutes: reckoned exactly, and rounded once, at the end, to a millionth. */
final class Minutes {
    private static final long MICROS_OF_SECOND = 1_000_000;
    private static final long MICROS_OF_MINUTE = 60 * MICROS_OF_SECOND;
    private static final int DECIMALS = 6;
    private static final int TENTHS = 10;

    private Minutes() {}

    static IncidentTimes.Durations of(Times times) {
        long n = times.resolved();
        return new IncidentTimes.Durations(
                n, times.stillOpen(), mean(times), between(times.medianLow(), times.medianHigh(), 1, 2), p90(times));
    }

    private static @Nullable Double mean(Times times) {
        if (times.resolved() == 0) {
            return null;
        }
        BigDecimal micros = BigDecimal.valueOf(times.seconds())
                .multiply(BigDecimal.valueOf(MICROS_OF_SECOND))
                .add(BigDecimal.valueOf(times.micros()));
        return minutes(micros, times.resolved());
    }

    private static @Nullable Double p90(Times times) {
        return between(times.p90Low(), times.p90High(), (int) (9 * (times.resolved() - 1) % TENTHS), TENTHS);
    }

    /** So many of so many parts of the way from one to another. */
    private static @Nullable Double between(@Nullable Long low, @Nullable Long high, int part, int parts) {
        if (low == null || high == null) {
            return null;
        }
        BigDecimal micros = BigDecimal.valueOf(low)
                .multiply(BigDecimal.valueOf(parts - part))
                .add(BigDecimal.valueOf(high).multiply(BigDecimal.valueOf(part)));
        return minutes(micros, parts);
    }

    private static double minutes(BigDecimal micros, long by) {
        BigDecimal divisor = BigDecimal.valueOf(MICROS_OF_MINUTE).multiply(BigDecimal.valueOf(by));
        return micros.divide(divisor, DECIMALS, RoundingMode.HALF_UP).doubleValue();
    }
}
