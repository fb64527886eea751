package io.neuralops.verticles.profiler.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What a lane measures: written on its event loop. Histograms are of microseconds. */
interface Recording {
    long SHORTEST = 1;
    long LONGEST = TimeUnit.HOURS.toMicros(1);
    int DIGITS = 3;

    /** A request was sent so long after it could have been. */
    void late(long nanos);

    /** A request was due when no connection was free. */
    void blocked();

    /** A request came to an end, good or not, so long after it was meant to be sent. */
    void ended(long nanos);

    /** A request that was sent came to an end so long after. */
    void served(long nanos);

    void failed(FailureKind kind);

    /** Adds what was measured since the last time. */
    void takeInto(Interval.Sum sum);

    static Histogram empty() {
        return new Histogram(SHORTEST, LONGEST, DIGITS);
    }

    static long micros(long nanos) {
        return Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), SHORTEST, LONGEST);
    }
}
