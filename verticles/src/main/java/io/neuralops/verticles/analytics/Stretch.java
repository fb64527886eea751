package io.neuralops.verticles.analytics;

import io.neuralops.models.failure.Check;
import io.neuralops.models.rollup.Quarter;
import io.neuralops.sql.store.Grain;
import io.neuralops.sql.store.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time in a report.
 *
 * @param from its beginning
 * @param before its end
 */
record Stretch(Instant from, Instant before) {
    /** In one report. */
    static final int MOST = 1_000;

    private static final Duration DAY = Duration.ofDays(1);

    /** The stretches that hold a time, the whole of the first and of the last. */
    static List<Stretch> of(Instant from, Instant to, Granularity granularity, ZoneId zone) {
        List<Stretch> stretches = new ArrayList<>();
        Instant begin = granularity.floor(from, zone);
        while (begin.isBefore(to)) {
            if (stretches.size() == MOST) {
                throw Check.invalid(
                        "granularity",
                        "makes more than " + MOST
                                + " stretches of the time from 'from' to 'to'; ask for a shorter time,"
                                + " or for longer stretches");
            }
            Instant end = granularity.next(begin, zone);
            stretches.add(new Stretch(begin, end));
            begin = end;
        }
        return stretches;
    }

    /**
     * What to add up for it: whole days of UTC as such, what is around them by quarters of an hour.
     *
     * @param days whether there are sums of days
     */
    List<Span> spans(boolean days) {
        // The clocks of some zones were off by odd minutes before 1972.
        Instant begin = Quarter.of(from);
        Instant end = Quarter.of(before);
        Instant firstDay = Quarter.day(begin.plus(DAY).minusNanos(1_000));
        Instant lastDay = Quarter.day(end);
        if (!days || !firstDay.isBefore(lastDay)) {
            return List.of(new Span(Grain.QUARTER, begin, end));
        }
        List<Span> spans = new ArrayList<>(3);
        if (begin.isBefore(firstDay)) {
            spans.add(new Span(Grain.QUARTER, begin, firstDay));
        }
        spans.add(new Span(Grain.DAY, firstDay, lastDay));
        if (lastDay.isBefore(end)) {
            spans.add(new Span(Grain.QUARTER, lastDay, end));
        }
        return spans;
    }
}
