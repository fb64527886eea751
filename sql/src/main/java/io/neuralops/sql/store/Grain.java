package io.neuralops.sql.store;

import java.util.Locale;

/** How long the stretches are of which numbers are added up: quarters of an hour, or days of UTC. */
public enum Grain {
    QUARTER,
    DAY;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The one that is stored as such. */
    static Grain labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    String label() {
        return label;
    }
}
