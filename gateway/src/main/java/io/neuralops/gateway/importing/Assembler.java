package io.neuralops.gateway.importing;

import java.util.List;

/** Builds reports of a kind from rows, and counts what it assumes. */
interface Assembler<T> {
    /**
     * The report of a row.
     *
     * @throws io.neuralops.models.failure.FailureException if it can't be one
     */
    T report(Plan plan, Row.Values row);

    /** What was assumed so far. */
    Notes notes(List<ColumnUse> columns, boolean jobInId);
}
