package io.neuralops.verticles.export;

import com.fasterxml.jackson.annotation.JsonValue;
import io.neuralops.sql.store.ExportColumn;
import io.neuralops.verticles.analytics.Definition;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside an exported file, so that its numbers can be told from others and made again.
 *
 * @param manifest the version of this form
 * @param file the name of the file
 * @param workflow the one whose rows these are; null for all
 * @param asOf when it began: what there was then is in it
 * @param until when it had been read
 * @param position the latest change of a row at the beginning; 0 in a report
 * @param changedMeanwhile how many rows of the table came or changed between the two: if none did, the file is the state at
 *     {@code asOf} to the last row; else each row is as it was when it was read, and none is missing or twice
 * @param columns names and types, in their order; of a report there are none
 * @param rows without the line of names
 * @param bytes of the file as it is kept
 * @param sha256 of the same, hexadecimal
 * @param definitions what rows are in it, or what its numbers mean
 */
public record Manifest(
        int manifest,
        String file,
        String tenant,
        String job,
        ExportWhat what,
        ExportFormat format,
        Compression compression,
        Instant from,
        Instant to,
        @Nullable String workflow,
        Instant asOf,
        Instant until,
        long position,
        long changedMeanwhile,
        List<ExportColumn> columns,
        long rows,
        long bytes,
        String sha256,
        List<Definition> definitions,
        String codeVersion) {
    static final int VERSION = 1;

    /** How the file is packed. */
    public enum Compression {
        GZIP,
        NONE;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
