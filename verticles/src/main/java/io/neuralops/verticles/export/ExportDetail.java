package io.neuralops.verticles.export;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an export besides its job. Nothing is checked: it was when it was asked for.
 *
 * @param rows how many have been written
 * @param manifest once it has succeeded
 */
record ExportDetail(
        ExportWhat what,
        ExportFormat format,
        Instant from,
        Instant to,
        @Nullable String workflow,
        boolean gzip,
        long rows,
        @Nullable Manifest manifest) {
    /** What was asked for, with the workflow's name as it is stored. */
    static ExportDetail of(StartExport asked, @Nullable String workflow) {
        return new ExportDetail(
                asked.what(),
                asked.format(),
                asked.from(),
                asked.to(),
                workflow,
                Boolean.TRUE.equals(asked.gzip()),
                0,
                null);
    }

    ExportDetail at(long written) {
        return new ExportDetail(what, format, from, to, workflow, gzip, written, null);
    }

    ExportDetail ended(Manifest made) {
        return new ExportDetail(what, format, from, to, workflow, gzip, made.rows(), made);
    }
}
