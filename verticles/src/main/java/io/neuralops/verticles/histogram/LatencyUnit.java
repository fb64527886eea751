package io.neuralops.verticles.histogram;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a number of somebody else's stands for. */
public enum LatencyUnit {
    NS(0.001),
    US(1),
    MS(1_000),
    S(1_000_000);

    private final double micros;

    LatencyUnit(double micros) {
        this.micros = micros;
    }

    /** The number in microseconds. */
    public double toMicros(double value) {
        return value * micros;
    }

    /** The number in milliseconds. */
    public double toMillis(double value) {
        return toMicros(value) / 1_000;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
