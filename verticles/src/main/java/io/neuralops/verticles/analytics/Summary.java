package io.neuralops.verticles.analytics;

import io.neuralops.models.perf.Latencies;
import io.neuralops.models.rollup.Judged;
import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Price;
import io.neuralops.models.rollup.Tally;
import io.neuralops.verticles.analytics.Overview.CostFigures;
import io.neuralops.verticles.analytics.Overview.IncidentRate;
import io.neuralops.verticles.analytics.Overview.OfService;
import io.neuralops.verticles.analytics.Overview.Point;
import io.neuralops.verticles.analytics.Overview.PredictionQuality;
import io.neuralops.verticles.analytics.Overview.Restoring;
import io.neuralops.verticles.analytics.Overview.Usage;
import io.neuralops.verticles.histogram.Histograms;
import io.neuralops.verticles.rollup.Spread;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The figures of reports from what was added up. */
final class Summary {
    private static final int DECIMALS = 6;
    private static final double MICROS_OF_MINUTE = 60e6;
    private static final double SECONDS_OF_MINUTE = 60;
    private static final double MILLIS_OF_DAY = Duration.ofDays(1).toMillis();
    private static final double THOUSAND = 1_000;
    private static final double MEDIAN = 50;
    private static final double P90 = 90;

    private Summary() {}

    static IncidentRate incidents(Tally tally, Instant from, Instant to, Instant asOf) {
        long n = tally.get(Measure.OPENED);
        Instant end = asOf.isBefore(to) ? asOf : to;
        double days = Duration.between(from, end).toMillis() / MILLIS_OF_DAY;
        long runs = tally.get(Measure.RUNS);
        return new IncidentRate(
                Definition.INCIDENT_RATE,
                n,
                n - tally.get(Measure.RESTORED),
                tally.get(Measure.MAINTENANCE),
                days > 0 ? rounded(n / days) : null,
                runs == 0 ? null : rounded(n * THOUSAND / runs));
    }

    static Restoring restoring(Tally tally, @Nullable Spread spread) {
        long n = tally.get(Measure.RESTORED);
        return new Restoring(
                Definition.TIME_TO_RESTORE_ADDED_UP,
                n,
                tally.get(Measure.OPENED) - n,
                tally.get(Measure.MAINTENANCE),
                meanMinutes(tally),
                minutes(spread, MEDIAN),
                minutes(spread, P90));
    }

    static CostFigures cost(Tally tally, Price price) {
        return new CostFigures(
                Definition.COST,
                price.priced(tally),
                price.excluded(tally),
                price.currency(),
                price.all(tally),
                price.failed(tally),
                price.retried(tally));
    }

    static Usage usage(Tally tally) {
        return new Usage(
                Definition.USAGE,
                tally.get(Measure.RUNS),
                tally.get(Measure.UNFINISHED),
                tally.get(Measure.SUCCEEDED),
                tally.get(Measure.FAILED),
                tally.get(Measure.CANCELLED),
                tally.get(Measure.RETRIED),
                tally.get(Measure.SIGNALS),
                tally.get(Measure.PREDICTIONS),
                tally.get(Measure.WINDOWS),
                tally.get(Measure.API_CALLS));
    }

    static PredictionQuality quality(Tally tally) {
        long right = tally.get(Measure.TRUE_ALARMS);
        long n = tally.get(Measure.JUDGED);
        return new PredictionQuality(
                Definition.PREDICTION_QUALITY,
                n,
                share(right, right + tally.get(Measure.FALSE_ALARMS)),
                share(right, right + tally.get(Measure.MISSED)),
                n == 0 ? null : rounded(Judged.brier(tally)));
    }

    static OfService latency(String service, Histogram histogram) {
        Latencies latencies = Histograms.latencies(histogram);
        return new OfService(
                service,
                histogram.getTotalCount(),
                latencies.p50Ms(),
                latencies.p95Ms(),
                latencies.p99Ms(),
                latencies.p999Ms(),
                latencies.maxMs());
    }

    /** Where there is no price, what cost is not told. */
    static Point point(Instant from, Tally tally, @Nullable Price price) {
        return new Point(
                from,
                tally.get(Measure.RUNS),
                tally.get(Measure.FAILED),
                tally.get(Measure.OPENED),
                meanMinutes(tally),
                price == null ? null : price.all(tally),
                price == null ? null : price.failed(tally),
                tally.get(Measure.SIGNALS),
                tally.get(Measure.PREDICTIONS),
                tally.get(Measure.API_CALLS));
    }

    private static @Nullable Double meanMinutes(Tally tally) {
        long n = tally.get(Measure.RESTORED);
        return n == 0 ? null : rounded(tally.get(Measure.RESTORE_US) / MICROS_OF_MINUTE / n);
    }

    private static @Nullable Double minutes(@Nullable Spread spread, double percentile) {
        return spread == null || spread.isEmpty() ? null : rounded(spread.atPercentile(percentile) / SECONDS_OF_MINUTE);
    }

    private static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : rounded((double) part / whole);
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .doubleValue();
    }
}
