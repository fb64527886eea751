package io.neuralops.sql;

import java.util.List;

/** What a tenant holds, table by table. */
public record Footprint(List<Table> tables) {
    /** Rows, and bytes on the disk with indexes. */
    public record Table(String name, long rows, long bytes) {}

    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    public long bytes() {
        return tables.stream().mapToLong(Table::bytes).sum();
    }
}
