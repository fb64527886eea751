package io.neuralops.verticles.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's runs, services and predictions came to in some time. What the numbers mean, their definitions say. Names that were
 * asked for are not told back, since anything may be in them.
 *
 * @param asOf when it was made
 * @param pending how many transactions were not in the numbers yet; they follow within moments
 * @param from the beginning of its first stretch
 * @param to the end of its last, which is not part of it
 * @param tz whose clock and calendar the stretches follow
 * @param series stretch by stretch
 * @param tenants each of all tenants, where the platform's admin asked, whose other numbers are of all of them together; else none
 */
public record Overview(
        Instant asOf,
        long pending,
        Instant from,
        Instant to,
        Granularity granularity,
        String tz,
        IncidentRate incidents,
        Restoring timeToRestore,
        CostFigures cost,
        Usage usage,
        PredictionQuality predictionQuality,
        Latency latency,
        List<Point> series,
        List<OfTenant> tenants) {

    /** How often something broke; null where there was no run, or no time. */
    public record IncidentRate(
            Definition definition,
            long n,
            long stillOpen,
            long excluded,
            @Nullable Double perDay,
            @Nullable Double perThousandRuns) {}

    /** How long restoring took, in minutes; null where nothing was restored. */
    public record Restoring(
            Definition definition,
            long n,
            long stillOpen,
            long excluded,
            @Nullable Double meanMinutes,
            @Nullable Double medianMinutes,
            @Nullable Double p90Minutes) {}

    /**
     * What runs cost.
     *
     * @param currency null where none is settled
     */
    public record CostFigures(
            Definition definition,
            long n,
            long excluded,
            @Nullable String currency,
            @Nullable BigDecimal all,
            @Nullable BigDecimal failed,
            @Nullable BigDecimal retried) {}

    /** What was used. */
    public record Usage(
            Definition definition,
            long runs,
            long unfinished,
            long succeeded,
            long failed,
            long cancelled,
            long retried,
            long signals,
            long predictions,
            long windows,
            long apiCalls) {}

    /** How good predictions were. */
    public record PredictionQuality(
            Definition definition,
            long n,
            @Nullable Double precision,
            @Nullable Double recall,
            @Nullable Double brier) {}

    /** How fast services answered. */
    public record Latency(Definition definition, long n, List<OfService> services, boolean moreServices) {}

    /** How fast one did, in milliseconds. */
    public record OfService(
            String service,
            long n,
            @Nullable Double p50Ms,
            @Nullable Double p95Ms,
            @Nullable Double p99Ms,
            @Nullable Double p999Ms,
            @Nullable Double maxMs) {}

    /** One stretch. */
    public record Point(
            Instant from,
            long runs,
            long failed,
            long incidents,
            @Nullable Double meanMinutes,
            @Nullable BigDecimal cost,
            @Nullable BigDecimal failedCost,
            long signals,
            long predictions,
            long apiCalls) {}

    /** What one tenant's came to. */
    public record OfTenant(
            String tenant,
            IncidentRate incidents,
            Restoring timeToRestore,
            CostFigures cost,
            Usage usage,
            PredictionQuality predictionQuality) {}
}
