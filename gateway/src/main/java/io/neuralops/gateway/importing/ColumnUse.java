package io.neuralops.gateway.importing;

/**
 * What became of a column.
 *
 * @param column its name as the file has it
 * @param detail the field, metric or label that it became; for a dropped one the reason
 */
public record ColumnUse(String column, Kind kind, String detail) {
    /** The ways in which a column is used. */
    public enum Kind {
        FIELD,
        METRIC,
        LABEL,
        DROPPED
    }
}
