package io.neuralops.verticles.export;

import io.neuralops.models.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What is exported of each day, once it is over.
 *
 * @param tenant whose; null for each of the tenants
 */
public record ScheduledExport(
        @Nullable TenantId tenant,
        ExportWhat what,
        ExportFormat format,
        @Nullable String workflow,
        boolean gzip) {
    public ScheduledExport {
        // What can't be asked for can't be scheduled, whatever the day.
        of(LocalDate.of(2026, 1, 1), what, format, workflow, gzip);
    }

    boolean isFor(TenantId other) {
        return tenant == null ? !other.equals(TenantId.PLATFORM) : tenant.equals(other);
    }

    /** The export of a day. */
    StartExport of(LocalDate day) {
        return of(day, what, format, workflow, gzip);
    }

    private static StartExport of(
            LocalDate day, ExportWhat what, ExportFormat format, @Nullable String workflow, boolean gzip) {
        return new StartExport(what, format, start(day), start(day.plusDays(1)), workflow, gzip);
    }

    static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
