package io.neuralops.bench.load;

import java.time.Duration;

/**
 * When requests are meant to be sent: at a constant rate, whatever becomes of them. It is there before the first is sent, so
 * that a slow answer can't put off the next question unnoticed (coordinated omission).
 *
 * @param perSecond requests a second, above 0
 * @param warmUp at the beginning; what is sent then is not measured
 * @param measured what comes after it
 */
public record Schedule(double perSecond, Duration warmUp, Duration measured) {
    private static final double NANOS = 1e9;

    public Schedule {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("the rate must be above 0, not " + perSecond);
        }
    }

    /** How many requests there are. */
    long count() {
        return Math.round(perSecond * warmUp.plus(measured).toNanos() / NANOS);
    }

    /** When a request is meant to be sent, in nanoseconds from the start; they are numbered from 0. */
    long offset(long number) {
        return (long) (number / perSecond * NANOS);
    }

    /** Whether a request is measured. */
    boolean measures(long number) {
        return offset(number) >= warmUp.toNanos();
    }
}
