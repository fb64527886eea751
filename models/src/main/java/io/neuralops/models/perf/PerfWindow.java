package io.neuralops.models.perf;

import io.neuralops.models.failure.Check;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint did within a window of time.
 *
 * @param id made of run, beginning, service and endpoint ({@link #id}): what is measured and reported twice is one window
 * @param run the measuring run, of which this is a part: a load test, or a profiler since its start
 * @param service what was measured
 * @param endpoint what of it, such as {@code GET /predict}
 * @param from the beginning, in microseconds
 * @param to the end
 * @param requests that came to an end within it, good or not
 * @param errors those of them that had no good answer
 * @param latencies from when a request was meant to be sent, where the tool knows that
 * @param throughput good answers a second
 * @param verdict null where nobody judged
 * @param histogram of all that came to an end, so that windows can be merged; null where the tool told percentiles only, which
 *     can't be
 */
public record PerfWindow(
        UUID id,
        String run,
        String service,
        String endpoint,
        Instant from,
        Instant to,
        long requests,
        long errors,
        Latencies latencies,
        double throughput,
        @Nullable Verdict verdict,
        PerfSource source,
        @Nullable PackedHistogram histogram) {
    /** Longer than names that are taken: those in which something is replaced grow. */
    private static final int MAX_NAME = 1_000;

    private static final long MAX_REQUESTS = 1_000_000_000_000_000L;
    private static final Duration LONGEST = Duration.ofDays(31);

    public PerfWindow {
        Check.given("id", id);
        Check.text("run", run, MAX_NAME);
        Check.text("service", service, MAX_NAME);
        Check.text("endpoint", endpoint, MAX_NAME);
        from = Check.instant("from", from);
        to = Check.instant("to", to);
        if (!from.isBefore(to)) {
            throw Check.invalid("to", "is not after from");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw Check.invalid("to", "is more than " + LONGEST.toDays() + " days after from");
        }
        if (requests < 0 || requests > MAX_REQUESTS) {
            throw Check.invalid("requests", "must be from 0 to " + MAX_REQUESTS);
        }
        if (errors < 0 || errors > requests) {
            throw Check.invalid("errors", "must be from 0 to the number of requests");
        }
        Check.given("latencies", latencies);
        if (Check.finite("throughput", throughput) < 0) {
            throw Check.invalid("throughput", "must not be negative");
        }
        Check.given("source", source);
    }

    /** A window with the id that it has to have. */
    public static PerfWindow of(
            String run,
            String service,
            String endpoint,
            Instant from,
            Instant to,
            long requests,
            long errors,
            Latencies latencies,
            double throughput,
            @Nullable Verdict verdict,
            PerfSource source,
            @Nullable PackedHistogram histogram) {
        return new PerfWindow(
                id(run, from, service, endpoint),
                run,
                service,
                endpoint,
                from,
                to,
                requests,
                errors,
                latencies,
                throughput,
                verdict,
                source,
                histogram);
    }

    /** The same of what is named otherwise: another window. */
    public PerfWindow named(String otherRun, String otherService, String otherEndpoint) {
        return of(
                otherRun,
                otherService,
                otherEndpoint,
                from,
                to,
                requests,
                errors,
                latencies,
                throughput,
                verdict,
                source,
                histogram);
    }

    /** For how long it was measured, in seconds. */
    public double seconds() {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    /** The id of a window: from the SHA-256 of what identifies it, in the form of RFC 9562 for those of one's own (version 8). */
    public static UUID id(String run, Instant from, String service, String endpoint) {
        MessageDigest digest = sha256();
        for (String part : new String[] {run, Check.instant("from", from).toString(), service, endpoint}) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            // With its length before it: else one could end where the next begins.
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            digest.update(text);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        long most = (hash.getLong() & ~0xf000L) | 0x8000L;
        long least = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
