package io.neuralops.verticles.export;

import io.neuralops.models.tenant.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What a file is called, which tells whose it is, what is in it, and which job made it:
 * {@code acme-runs-20260101T000000Z-20260201T000000Z-<job>.csv.gz}, in a folder of the tenant's name.
 */
public record ExportName(TenantId tenant, String job, String file) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String MANIFEST = ".manifest.json";
    /** Tenant, what, from, to, and the rest, which is the job. */
    private static final int PARTS = 5;

    static ExportName of(TenantId tenant, String job, ExportDetail asked) {
        String file = String.join("-", tenant.value(), asked.what().label(), time(asked.from()), time(asked.to()), job);
        return new ExportName(tenant, job, file + "." + asked.format().label() + (asked.gzip() ? ".gz" : ""));
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }

    /** The name of a file in a folder; nothing if it is none of ours. */
    public static Optional<ExportName> of(String folder, String file) {
        int end = file.indexOf('.');
        String[] parts = (end < 0 ? file : file.substring(0, end)).split("-", PARTS);
        return end > 0 && parts.length == PARTS && parts[0].equals(folder) && TenantId.wellFormed(folder)
                ? Optional.of(new ExportName(new TenantId(folder), parts[PARTS - 1], file))
                : Optional.empty();
    }

    /** What its manifest is called. */
    public String manifest() {
        return file + MANIFEST;
    }

    /** The folder and the file. */
    public String path() {
        return tenant.value() + "/" + file;
    }

    /** The folder and the manifest. */
    public String manifestPath() {
        return tenant.value() + "/" + manifest();
    }
}
