package io.neuralops.models.rollup;

/** What a prediction adds once it is known how its run ended. */
public final class Judged {
    /** From which probability on a failure counts as predicted. */
    public static final double ALARM = 0.5;

    private static final double SCALE = 1e12;

    private Judged() {}

    /** Adds a prediction, or takes it away. */
    public static void add(Tally tally, double probability, boolean failed, int times) {
        double error = probability - (failed ? 1 : 0);
        tally.add(Measure.JUDGED, times).add(Measure.SQUARED_ERROR, Math.round(error * error * SCALE) * times);
        if (probability >= ALARM) {
            tally.add(failed ? Measure.TRUE_ALARMS : Measure.FALSE_ALARMS, times);
        } else if (failed) {
            tally.add(Measure.MISSED, times);
        }
    }

    /** The mean of the squared errors; NaN of none. */
    public static double brier(Tally tally) {
        return tally.get(Measure.SQUARED_ERROR) / SCALE / tally.get(Measure.JUDGED);
    }
}
