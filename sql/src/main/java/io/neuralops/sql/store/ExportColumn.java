package io.neuralops.sql.store;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A column of what is exported.
 *
 * @param name as it is in files, and never changed: whoever reads them has written it down
 */
public record ExportColumn(String name, Type type) {
    /** What a cell holds, if it isn't null. */
    public enum Type {
        /** A String. */
        TEXT,
        /** A Long. */
        INTEGER,
        /** A Double. */
        NUMBER,
        /** A BigDecimal. */
        DECIMAL,
        /** An Instant. */
        TIME,
        /** A UUID. */
        UUID,
        /** A String of JSON. */
        JSON;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
