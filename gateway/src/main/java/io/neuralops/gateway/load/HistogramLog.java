package io.neuralops.gateway.load;

import io.neuralops.verticles.profiler.load.Interval;
import io.neuralops.verticles.profiler.load.LoadResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Writes the histograms of a load test second by second, in the form that HdrHistogram's tools read; in microseconds. */
public final class HistogramLog {
    private static final double MICROS_PER_MILLI = 1_000;

    private HistogramLog() {}

    /** Writes response times, and service times under the tag {@code service}. */
    public static void write(Path file, LoadResult result, Instant began) throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputComment("[response time of " + result.plan().target().method() + " "
                    + result.plan().target().uri() + ", microseconds; maxima in milliseconds]");
            log.outputStartTime(began.toEpochMilli());
            log.setBaseTime(began.toEpochMilli());
            log.outputLegend();
            for (Interval interval : result.course()) {
                one(log, interval, interval.response(), null, began);
                one(log, interval, interval.service(), "service", began);
            }
        }
    }

    private static void one(
            HistogramLogWriter log,
            Interval interval,
            Histogram histogram,
            @org.jspecify.annotations.Nullable String tag,
            Instant began) {
        Histogram copy = histogram.copy();
        copy.setStartTimeStamp(began.toEpochMilli() + Math.round(interval.from() * 1_000));
        copy.setEndTimeStamp(began.toEpochMilli() + Math.round(interval.to() * 1_000));
        copy.setTag(tag);
        log.outputIntervalHistogram(interval.from(), interval.to(), copy, MICROS_PER_MILLI);
    }
}
