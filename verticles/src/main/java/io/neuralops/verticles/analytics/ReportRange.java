package io.neuralops.verticles.analytics;

import io.neuralops.models.failure.Check;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time of a report, with both ends.
 *
 * @param from its beginning
 * @param to its end, which is not part of it
 */
record ReportRange(Instant from, Instant to, Granularity granularity, ZoneId zone) {
    private static final Duration USUAL = Duration.ofDays(90);
    private static final Duration USUAL_BY_HOUR = Duration.ofDays(7);
    private static final int MAX_ZONE = 60;
    private static final ZoneId UTC = ZoneId.of("UTC");

    /** What was asked for, with what was left out filled in. */
    static ReportRange of(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Granularity granularity,
            @Nullable String tz,
            Instant now) {
        Granularity by = granularity == null ? Granularity.DAY : granularity;
        Instant end = to == null ? now : to;
        Instant begin = from == null ? end.minus(by == Granularity.HOUR ? USUAL_BY_HOUR : USUAL) : from;
        if (!begin.isBefore(end)) {
            throw Check.invalid("to", "is not after from");
        }
        return new ReportRange(begin, end, by, tz == null ? UTC : zone(tz));
    }

    /** The zone of a name, {@code Europe/Berlin}, or of an offset, {@code +05:45}. */
    static ZoneId zone(String name) {
        Check.text("tz", name, MAX_ZONE);
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Check.invalid("tz", "is neither a zone such as Europe/Berlin nor an offset such as +05:45");
        }
    }

    List<Stretch> stretches() {
        return Stretch.of(from, to, granularity, zone);
    }
}
