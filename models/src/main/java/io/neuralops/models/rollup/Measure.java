package io.neuralops.models.rollup;

import java.util.Locale;

/**
 * A number that is added up; its column has its name. All are whole numbers, so that sums are exact in whatever order they are made.
 */
public enum Measure {
    /** Attempts of runs. */
    RUNS(0),
    /** Those that have not ended. */
    UNFINISHED(1),
    SUCCEEDED(2),
    FAILED(3),
    CANCELLED(4),
    /** Attempts after the first. */
    RETRIED(5),
    /** Those that came with a cost. */
    COSTED(6),
    /** Whole units of currency. */
    COST_UNITS(7),
    /** What costs have beside, in parts of which {@link Cost#PARTS} make one unit. */
    COST_PARTS(8),
    FAILED_COST_UNITS(9),
    FAILED_COST_PARTS(10),
    RETRIED_COST_UNITS(11),
    RETRIED_COST_PARTS(12),
    /** Those without a cost that have a duration: it is priced when it is told. */
    TIMED(13),
    TIMED_MS(14),
    FAILED_TIMED_MS(15),
    RETRIED_TIMED_MS(16),
    /** Those that ended with neither a cost nor a duration. */
    UNPRICED(17),
    /** Runs that were predicted before their outcome was known, and ended in success or failure. */
    JUDGED(18),
    TRUE_ALARMS(19),
    FALSE_ALARMS(20),
    MISSED(21),
    /** The sum of the squared errors of probabilities, in millionths of a millionth. */
    SQUARED_ERROR(22),
    PREDICTIONS(23),
    SIGNALS(24),
    WINDOWS(25),
    API_CALLS(26),
    /** Incidents that were opened, without maintenance. */
    OPENED(27),
    /** Those of them that are resolved. */
    RESTORED(28),
    /** How long that took, in microseconds. */
    RESTORE_US(29),
    MAINTENANCE(30);

    private final String column = name().toLowerCase(Locale.ROOT);

    private final int place;

    Measure(int place) {
        this.place = place;
    }

    /** Its place among all, from 0; what waits to be added names it so, and it is never another's. */
    public int place() {
        return place;
    }

    /** Its column, and its name in reports. */
    public String column() {
        return column;
    }
}
