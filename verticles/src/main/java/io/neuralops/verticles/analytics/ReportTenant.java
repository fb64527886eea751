package io.neuralops.verticles.analytics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Of which tenant to make an overview, and of what.
 *
 * @param id the tenant
 * @param from default: 90 days before {@code to}, or 7 by the hour
 * @param to default: now
 * @param granularity default: a day
 * @param workflow one, instead of all
 * @param tz whose clock and calendar the stretches follow; default: UTC
 */
public record ReportTenant(
        String id,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Granularity granularity,
        @Nullable String workflow,
        @Nullable String tz) {
    public ReportTenant {
        new ReportOverview(from, to, granularity, workflow, tz);
    }

    ReportOverview overview() {
        return new ReportOverview(from, to, granularity, workflow, tz);
    }
}
