package io.neuralops.models.rollup;

import io.neuralops.models.run.Micros;
import java.time.Duration;
import java.time.Instant;

/** Quarters of an hour: the clocks of all zones differ from UTC by whole ones, at least since 1972. */
public final class Quarter {
    public static final Duration LENGTH = Duration.ofMinutes(15);

    private static final long MICROS = LENGTH.toNanos() / 1_000;
    private static final long MICROS_OF_DAY = Duration.ofDays(1).toNanos() / 1_000;

    private Quarter() {}

    /** The beginning of the quarter of a time. */
    public static Instant of(Instant time) {
        return floor(time, MICROS);
    }

    /** The beginning of the day of UTC of a time. */
    public static Instant day(Instant time) {
        return floor(time, MICROS_OF_DAY);
    }

    private static Instant floor(Instant time, long length) {
        return Micros.toInstant(Math.floorDiv(Micros.of(time), length) * length);
    }
}
