package io.neuralops.gateway.config;

import io.neuralops.models.failure.Check;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.export.ExportFormat;
import io.neuralops.verticles.export.ExportWhat;
import io.neuralops.verticles.export.ScheduledExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is exported of each day, as it stands in a file. */
public record ExportScheduleFile(@Nullable List<Entry> exports) {
    private static final int MOST = 20;

    /**
     * An export; whatever is null is as usual.
     *
     * @param tenant default: each of the tenants
     * @param format default: csv
     * @param gzip default: true
     */
    public record Entry(
            @Nullable String tenant,
            @Nullable ExportWhat what,
            @Nullable ExportFormat format,
            @Nullable String workflow,
            @Nullable Boolean gzip) {
        ScheduledExport export() {
            return new ScheduledExport(
                    tenant == null ? null : new TenantId(tenant),
                    Check.given("what", what),
                    format == null ? ExportFormat.CSV : format,
                    workflow,
                    gzip == null || gzip);
        }
    }

    /** Reads a file and checks all of it; nothing without one. Blocking. */
    public static List<ScheduledExport> read(@Nullable Path file) {
        if (file == null) {
            return List.of();
        }
        try {
            return reader().read(file).entries();
        } catch (IOException e) {
            throw new UncheckedIOException("the schedule of exports " + file + " can't be read", e);
        }
    }

    static StrictYaml<ExportScheduleFile> reader() {
        return new StrictYaml<>(ExportScheduleFile.class, "schedule of exports", "exports");
    }

    List<ScheduledExport> entries() {
        List<Entry> given = Check.given("exports", exports);
        if (given.isEmpty() || given.size() > MOST) {
            throw Check.invalid("exports", "must be 1 to " + MOST);
        }
        List<ScheduledExport> all = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            all.add(within("exports[" + i + "]", given.get(i)));
        }
        return all;
    }

    private static ScheduledExport within(String where, @Nullable Entry entry) {
        try {
            return Check.given(where, entry).export();
        } catch (FailureException e) {
            throw e.failure() instanceof Failure.Invalid invalid
                            && !invalid.field().startsWith(where)
                    ? Check.invalid(where + "." + invalid.field(), invalid.detail())
                    : e;
        }
    }
}
