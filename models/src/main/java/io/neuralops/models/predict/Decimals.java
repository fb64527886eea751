package io.neuralops.models.predict;

/** Finds the decimal with the fewest places that means a number, so that an answer doesn't show digits that aren't there. */
public final class Decimals {
    /** That a number has no such decimal with few enough digits to be found by counting. */
    public static final int NONE = -1;

    private static final long[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000L
    };
    /** Whole numbers up to here, times the largest power, are exact in a long and nearly so in a double. */
    private static final double LARGEST = 10_000_000;

    private Decimals() {}

    /** How many places behind the point say a float exactly, or {@link #NONE}. */
    public static int places(float number) {
        if (Math.abs(number) < LARGEST) {
            for (int places = 0; places < POWERS.length; places++) {
                if ((float) (scaled(number, places) / (double) POWERS[places]) == number) {
                    return places;
                }
            }
        }
        return NONE;
    }

    /** The same for a double; most that are answered were rounded to a few places. */
    public static int places(double number) {
        if (Math.abs(number) < LARGEST) {
            for (int places = 0; places < POWERS.length; places++) {
                if (scaled(number, places) / (double) POWERS[places] == number) {
                    return places;
                }
            }
        }
        return NONE;
    }

    /** The digits of a number with so many places, without the point. */
    public static long scaled(double number, int places) {
        return Math.round(number * POWERS[places]);
    }

    /** The double that is written like the float. */
    public static double asDouble(float number) {
        int places = places(number);
        return places == NONE
                ? Double.parseDouble(Float.toString(number))
                : scaled(number, places) / (double) POWERS[places];
    }
}
