package io.neuralops.gateway;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Windows as callers send them. */
final class Windows {
    private Windows() {}

    /** A histogram as the service keeps it. */
    static Histogram histogram() {
        return new Histogram(1, 3_600_000_000L, 3);
    }

    static String base64(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity() + 8);
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /** A window of ten seconds, with more of its fields behind it. */
    static String row(String run, String service, Instant from, String more) {
        return "{\"run\":\"%s\",\"service\":\"%s\",\"endpoint\":\"GET /x\",\"from\":\"%s\",\"to\":\"%s\"%s}"
                .formatted(run, service, from, from.plusSeconds(10), more);
    }

    /** A log of so many seconds, of microseconds. */
    static String log(Instant start, int seconds, Histogram each) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputStartTime(start.toEpochMilli());
            log.setBaseTime(start.toEpochMilli());
            log.outputLegend();
            for (int second = 0; second < seconds; second++) {
                log.outputIntervalHistogram(second, second + 1, each, 1_000);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
