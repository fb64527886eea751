package io.neuralops.verticles.tenancy;

import io.neuralops.sql.Footprint;
import java.util.List;

/** All that is kept of a tenant. */
record Holdings(List<TableUse> tables, List<FileUse> files) {
    static Holdings of(Footprint footprint, List<FileUse> files) {
        return new Holdings(
                footprint.tables().stream()
                        .map(table -> new TableUse(table.name(), table.rows(), table.bytes()))
                        .toList(),
                files);
    }

    long rows() {
        return tables.stream().mapToLong(TableUse::rows).sum();
    }

    long bytes() {
        return tables.stream().mapToLong(TableUse::bytes).sum();
    }
}
