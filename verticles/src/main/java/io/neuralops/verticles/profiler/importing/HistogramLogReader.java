package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.verticles.histogram.HistogramDecoder;
import io.neuralops.verticles.histogram.LatencyUnit;
import io.neuralops.verticles.operation.ItemOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * HdrHistogram's logs, by hand: {@code [Tag=name,]start,length,max,histogram}, in seconds, with the times that lines count from in
 * comments. The tag names a part of the endpoint: response and service times of one log must not be added.
 */
final class HistogramLogReader implements WindowReader {
    private static final String START_TIME = "#[StartTime:";
    private static final String BASE_TIME = "#[BaseTime:";
    private static final String TAG = "Tag=";
    private static final int FIELDS = 4;
    private static final int MAX_TAG = 100;
    /** As base64, of what a histogram may take packed. */
    private static final int MAX_HISTOGRAM = 1 << 18;

    @Override
    public List<ItemOutcome<PerfWindow>> read(ImportMetrics asked, byte[] body) {
        List<String> lines = TextLines.of(body);
        List<ItemOutcome<PerfWindow>> windows = new ArrayList<>();
        LogClock clock = new LogClock(asked.from());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String name = TextLines.name(i);
            if (line.startsWith(START_TIME)) {
                clock.startTime(seconds(name, line, START_TIME));
            } else if (line.startsWith(BASE_TIME)) {
                clock.baseTime(seconds(name, line, BASE_TIME));
            } else if (!line.isBlank() && line.charAt(0) != '#' && line.charAt(0) != '"') {
                if (windows.size() == MAX_WINDOWS) {
                    throw new Failure.TooLarge("the log has more than " + MAX_WINDOWS + " intervals; send it in parts")
                            .asException();
                }
                windows.add(ItemOutcome.attempt(() -> window(asked, clock, name, line)));
            }
        }
        if (windows.isEmpty()) {
            throw Check.invalid("body", "has no interval; is it a log of HdrHistogram?");
        }
        return windows;
    }

    /** The number at the beginning of what a comment says. */
    private static double seconds(String name, String line, String comment) {
        String rest = line.substring(comment.length()).strip();
        int end = 0;
        while (end < rest.length() && "0123456789.+-eE".indexOf(rest.charAt(end)) >= 0) {
            end++;
        }
        return Measured.number(name, rest.substring(0, end));
    }

    private static PerfWindow window(ImportMetrics asked, LogClock clock, String name, String line) {
        String tag = null;
        String rest = line;
        if (line.startsWith(TAG)) {
            int comma = line.indexOf(',');
            tag = Check.text(name, line.substring(TAG.length(), Math.max(TAG.length(), comma)), MAX_TAG);
            rest = line.substring(comma + 1);
        }
        String[] fields = rest.split(",", -1);
        if (fields.length != FIELDS) {
            throw Check.invalid(
                    name, "has " + fields.length + " fields; an interval has start, length, max, histogram");
        }
        double start = Measured.number(name, fields[0]);
        double length = Measured.number(name, fields[1]);
        Measured.number(name, fields[2]);
        Histogram histogram = new HistogramDecoder(name, asked.unitOr(LatencyUnit.US)).read(bytes(name, fields[3]));
        if (histogram.getTotalCount() == 0) {
            throw Check.invalid(name, "has no sample");
        }
        Instant from = clock.instant(name, start);
        Span span = new Span(from, from.plus(Span.length(length)));
        return Measured.of(histogram, histogram.getTotalCount(), 0).window(asked, tag, span);
    }

    private static byte[] bytes(String name, String base64) {
        if (base64.length() > MAX_HISTOGRAM) {
            throw Check.invalid(name, "has a histogram of more than " + MAX_HISTOGRAM + " characters");
        }
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw Check.invalid(name, "has a histogram that is no base64");
        }
    }

    /** From when the lines of a log count, as HdrHistogram's own reader has it. */
    private static final class LogClock {
        /** A time that lies so far before the start counts from it. */
        private static final double YEAR = 365 * 86_400.0;

        private static final double MOST = 1e11;
        private final @Nullable Instant given;
        private @Nullable Double startTime;
        private @Nullable Double baseTime;

        LogClock(@Nullable Instant given) {
            this.given = given;
        }

        void startTime(double seconds) {
            startTime = seconds;
        }

        void baseTime(double seconds) {
            baseTime = seconds;
        }

        Instant instant(String name, double stamp) {
            double base = base(stamp);
            if (base + stamp > MOST) {
                throw Check.invalid(name, "is of a time that can't be");
            }
            long millis = Math.round((base + stamp) * 1_000);
            if (millis < YEAR * 1_000) {
                throw Check.invalid("from", "must be given: the log counts from a beginning that it does not tell");
            }
            return Check.instant(name, Instant.ofEpochMilli(millis));
        }

        private double base(double stamp) {
            if (baseTime != null) {
                return baseTime;
            }
            if (startTime != null) {
                return stamp < startTime - YEAR ? startTime : 0;
            }
            return given != null && stamp < YEAR ? given.toEpochMilli() / 1_000.0 : 0;
        }
    }
}
