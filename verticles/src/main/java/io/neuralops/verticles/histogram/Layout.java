package io.neuralops.verticles.histogram;

import io.neuralops.models.failure.Check;

/**
 * Which values the places of a histogram's counts stand for: HdrHistogram's layout, in which the values of each power of two
 * are cut into the same number of places.
 *
 * @param unitMagnitude the power of two of the smallest difference
 * @param halfMagnitude the power of two of half the places of the first power
 * @param places how many there are
 */
record Layout(int unitMagnitude, int halfMagnitude, int places) {
    private static final int FEWEST_DIGITS = 1;
    private static final int MOST_DIGITS = 5;
    /** Beyond it a value would not fit into a long. */
    private static final int MOST_BITS = 61;

    static Layout of(String field, int digits, long lowest, long highest) {
        if (digits < FEWEST_DIGITS || digits > MOST_DIGITS) {
            throw Check.invalid(field, "is a histogram of " + digits + " digits; from 1 to 5 are taken");
        }
        if (lowest < 1 || highest < 2 || lowest > highest / 2) {
            throw Check.invalid(field, "is a histogram from " + lowest + " to " + highest + ", which can't be");
        }
        long largestWithSingleUnits = 2L * Math.round(Math.pow(10, digits));
        int countMagnitude = Long.SIZE - Long.numberOfLeadingZeros(largestWithSingleUnits - 1);
        int unitMagnitude = Long.SIZE - 1 - Long.numberOfLeadingZeros(lowest);
        if (countMagnitude + unitMagnitude > MOST_BITS) {
            throw Check.invalid(field, "is a histogram from " + lowest + ", too large for its digits");
        }
        int buckets = 1;
        long beyond = 1L << (countMagnitude + unitMagnitude);
        while (beyond <= highest) {
            buckets++;
            if (beyond > Long.MAX_VALUE / 2) {
                break;
            }
            beyond <<= 1;
        }
        int halfMagnitude = countMagnitude - 1;
        return new Layout(unitMagnitude, halfMagnitude, (buckets + 1) << halfMagnitude);
    }

    /** The largest value that is counted at a place. */
    long highestAt(int place) {
        int bucket = (place >> halfMagnitude) - 1;
        int within = (place & ((1 << halfMagnitude) - 1)) + (1 << halfMagnitude);
        if (bucket < 0) {
            bucket = 0;
            within -= 1 << halfMagnitude;
        }
        // Of the last bucket of a histogram of all numbers this is the largest of them, as it has to be.
        return ((within + 1L) << (bucket + unitMagnitude)) - 1;
    }
}
