package io.neuralops.verticles.export;

import io.neuralops.models.failure.Check;
import io.neuralops.models.privacy.KeptAsGiven;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to export.
 *
 * @param from the beginning of the time: of runs when they ended or else started, of predictions when they were made, of signals when
 *     they were observed
 * @param to its end, which is not part of it
 * @param workflow of that one alone; not for signals
 * @param gzip default: true
 */
public record StartExport(
        ExportWhat what,
        ExportFormat format,
        Instant from,
        Instant to,
        @Nullable String workflow,
        @Nullable Boolean gzip) {
    public StartExport {
        Check.given("what", what);
        Check.given("format", format);
        from = Check.instant("from", from);
        to = Check.instant("to", to);
        if (!from.isBefore(to)) {
            throw Check.invalid("to", "is not after from");
        }
        workflow = Check.optionalText("workflow", workflow, 300);
        KeptAsGiven.check("workflow", workflow);
        if (workflow != null && what == ExportWhat.SIGNALS) {
            throw Check.invalid("workflow", "is given, but signals are of services");
        }
        gzip = gzip == null || gzip;
    }
}
