package io.neuralops.gateway.load;

import io.neuralops.models.perf.Verdict;
import io.neuralops.verticles.profiler.Judgement;
import io.neuralops.verticles.profiler.load.Interval;
import io.neuralops.verticles.profiler.load.LoadResult;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What a load test came to, as it is written to a file.
 *
 * @param target method and address
 * @param seconds for which was measured, the warm-up left out
 * @param responseTime from when requests were meant to be sent
 * @param serviceTime from when they were sent: not corrected for those who would have asked while the server didn't answer,
 *     as closed-loop tools count
 * @param lateness of the generator itself
 * @param blocked requests that were due when no connection was free
 */
public record LoadReport(
        Verdict verdict,
        String reason,
        String target,
        double seconds,
        boolean stopped,
        RateHeld rate,
        Times responseTime,
        Times serviceTime,
        String serviceTimeIs,
        Errors errors,
        Times lateness,
        long blocked) {
    private static final String UNCORRECTED = "uncorrected: from the real send, as closed-loop tools count";

    /** How many requests a second were asked for, and how many good answers came. */
    public record RateHeld(double asked, double held) {}

    /** Of how many; percentiles in milliseconds. */
    public record Times(
            long count, double p50Ms, double p95Ms, double p99Ms, double p999Ms, double maxMs, double meanMs) {
        static Times of(Histogram micros) {
            return new Times(
                    micros.getTotalCount(),
                    rounded(micros.getValueAtPercentile(50) / 1e3),
                    rounded(micros.getValueAtPercentile(95) / 1e3),
                    rounded(micros.getValueAtPercentile(99) / 1e3),
                    rounded(micros.getValueAtPercentile(99.9) / 1e3),
                    rounded(micros.getMaxValue() / 1e3),
                    rounded(micros.getMean() / 1e3));
        }
    }

    /** How many requests had no good answer, by kind. */
    public record Errors(long count, double ratio, Map<String, Long> byKind) {
        static Errors of(Interval all) {
            Map<String, Long> kinds = new TreeMap<>();
            all.failures().forEach((kind, count) -> {
                if (count > 0) {
                    kinds.put(kind.label(), count);
                }
            });
            double ratio = all.ended() == 0 ? 0 : (double) all.failed() / all.ended();
            return new Errors(all.failed(), ratio, kinds);
        }
    }

    /** The report of a measurement. */
    public static LoadReport of(LoadResult result, Judgement judgement) {
        Interval all = result.all();
        return new LoadReport(
                judgement.verdict(),
                judgement.reason(),
                result.plan().target().method() + " " + result.plan().target().uri(),
                rounded(all.to() - all.from()),
                result.stopped(),
                new RateHeld(rounded(result.asked()), rounded(result.held())),
                Times.of(all.response()),
                Times.of(all.service()),
                UNCORRECTED,
                Errors.of(all),
                Times.of(all.lateness()),
                all.blocked());
    }

    /** For people. */
    public String words() {
        return String.format(
                Locale.ROOT,
                """
                %s: %s
                %s
                rate            asked %.1f/s, held %.1f/s over %.1f s%s
                response time   %s
                service time    %s   (uncorrected)
                errors          %d (%.3f %%)%s
                generator       late p99 %.2f ms; %d requests waited for a connection""",
                verdict,
                reason,
                target,
                rate.asked(),
                rate.held(),
                seconds,
                stopped ? ", stopped" : "",
                line(responseTime),
                line(serviceTime),
                errors.count(),
                100 * errors.ratio(),
                errors.byKind().isEmpty() ? "" : " " + errors.byKind(),
                lateness.p99Ms(),
                blocked);
    }

    private static String line(Times times) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f  p95 %.2f  p99 %.2f  p99.9 %.2f  max %.2f ms",
                times.p50Ms(),
                times.p95Ms(),
                times.p99Ms(),
                times.p999Ms(),
                times.maxMs());
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
