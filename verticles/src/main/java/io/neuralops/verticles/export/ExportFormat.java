package io.neuralops.verticles.export;

import com.fasterxml.jackson.annotation.JsonValue;
import io.neuralops.sql.store.ExportColumn;
import java.util.List;
import java.util.Locale;

/** How an exported file is written. */
public enum ExportFormat {
    /** RFC 4180, with a line of names first. */
    CSV("text/csv; charset=utf-8; header=present"),
    /** One array of objects. */
    JSON("application/json"),
    /** An object on each line. */
    NDJSON("application/x-ndjson");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mediaType() {
        return mediaType;
    }

    /** What writes rows of these columns. */
    RowFormat rows(List<ExportColumn> columns) {
        return switch (this) {
            case CSV -> new CsvFormat(columns);
            case JSON -> new ArrayFormat(new ObjectFormat(columns));
            case NDJSON -> new ObjectFormat(columns);
        };
    }
}
