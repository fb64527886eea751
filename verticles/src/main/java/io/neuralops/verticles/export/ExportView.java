package io.neuralops.verticles.export;

import io.neuralops.verticles.jobs.KnownJob;
import io.neuralops.verticles.operation.Job;
import io.neuralops.verticles.operation.Json;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An export as it stands.
 *
 * @param trigger who or what asked for it
 * @param progress from 0 to 1
 * @param step what it is doing, for people
 * @param error why it came to nothing
 * @param rows how many have been written
 * @param location where the file is, once it is there whole; the manifest is beside it, under the same name with {@code
 *     .manifest.json}
 */
public record ExportView(
        String id,
        Job.Trigger trigger,
        Job.State state,
        double progress,
        String step,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String error,
        ExportWhat what,
        ExportFormat format,
        Instant from,
        Instant to,
        @Nullable String workflow,
        boolean gzip,
        long rows,
        @Nullable String location,
        @Nullable Manifest manifest) {
    static ExportView of(KnownJob known, Json json) {
        Job job = known.job();
        ExportDetail detail = json.read(Objects.requireNonNull(known.detail()), ExportDetail.class);
        return new ExportView(
                job.id(),
                job.trigger(),
                job.state(),
                job.progress(),
                job.step(),
                job.startedAt(),
                job.endedAt(),
                job.error(),
                detail.what(),
                detail.format(),
                detail.from(),
                detail.to(),
                detail.workflow(),
                detail.gzip(),
                detail.rows(),
                job.result(),
                detail.manifest());
    }
}
