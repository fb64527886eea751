package io.neuralops.verticles.export;

import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.analytics.Definition;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the report that is exported. */
@FunctionalInterface
public interface ReportSource {
    /**
     * The report of a tenant's time, in a format.
     *
     * @param workflow of that one alone; null for all
     */
    Future<Report> of(Principal principal, Instant from, Instant to, @Nullable String workflow, ExportFormat format);

    /**
     * A report.
     *
     * @param content in the format that was asked for
     * @param rows how many there are in it
     * @param asOf when it was counted
     * @param definitions what its numbers mean
     */
    record Report(Buffer content, long rows, Instant asOf, List<Definition> definitions) {}
}
