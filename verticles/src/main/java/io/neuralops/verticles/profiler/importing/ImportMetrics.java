package io.neuralops.verticles.profiler.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.privacy.KeptAsGiven;
import io.neuralops.verticles.histogram.LatencyUnit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of another tool's figures besides what it wrote.
 *
 * @param service what was measured
 * @param endpoint what of it; may be left out where the figures name parts
 * @param run the measuring run, so that a repeated import changes nothing; default: the SHA-256 of the body
 * @param from when it began, where the figures don't tell
 * @param to when it ended, where the figures don't tell
 * @param unit of the latencies, where the figures don't tell: {@code us} of {@code hlog}, {@code ms} of {@code wrk2} by default
 */
public record ImportMetrics(
        MetricsFormat format,
        String service,
        @Nullable String endpoint,
        @Nullable String run,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable LatencyUnit unit) {
    static final int MAX_SERVICE = 200;
    static final int MAX_ENDPOINT = 300;
    static final int MAX_RUN = 200;

    public ImportMetrics {
        Check.given("format", format);
        Check.text("service", service, MAX_SERVICE);
        endpoint = Check.optionalText("endpoint", endpoint, MAX_ENDPOINT);
        run = Check.optionalText("run", run, MAX_RUN);
        KeptAsGiven.check("run", run);
        from = Check.optionalInstant("from", from);
        to = Check.optionalInstant("to", to);
        if (unit != null && format != MetricsFormat.HLOG && format != MetricsFormat.WRK2) {
            throw Check.invalid("unit", "is known of " + format.label() + " and has no place here");
        }
        if (from != null && format == MetricsFormat.HLOG && to != null) {
            throw Check.invalid("to", "is told by the log; from is its beginning, where it does not tell that either");
        }
    }

    /** The same of a run that has a name. */
    ImportMetrics orRun(String otherwise) {
        return run != null ? this : new ImportMetrics(format, service, endpoint, otherwise, from, to, unit);
    }

    String namedRun() {
        return Check.given("run", run);
    }

    LatencyUnit unitOr(LatencyUnit usual) {
        return unit == null ? usual : unit;
    }

    /**
     * What was measured, by the name that the figures have for a part of it, or null for the whole. The names are not glued
     * together: personal data in one would not be found.
     */
    String endpointOf(@Nullable String part) {
        if (endpoint == null) {
            return Check.text("endpoint", part, MAX_ENDPOINT);
        }
        return part == null ? endpoint : Check.text("endpoint", endpoint + " (" + part + ")", 2 * MAX_ENDPOINT);
    }
}
