package io.neuralops.models.feature;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is done to a raw value before it is standardised; the same in Java and in the ONNX graph. */
public enum Transform {
    IDENTITY {
        @Override
        public double apply(double raw) {
            return raw;
        }
    },
    /** {@code sign(x) log(1 + |x|)}: tames counts and sizes. */
    LOG1P {
        @Override
        public double apply(double raw) {
            return Math.signum(raw) * Math.log1p(Math.abs(raw));
        }
    },
    /** {@code log(x / (1 - x))}: for rates strictly between 0 and 1. */
    LOGIT {
        @Override
        public double apply(double raw) {
            return Math.log(raw / (1 - raw));
        }
    };

    public abstract double apply(double raw);

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
