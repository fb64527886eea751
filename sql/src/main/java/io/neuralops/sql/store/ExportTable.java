package io.neuralops.sql.store;

import java.util.List;

/**
 * A table that can be exported, how it is gone through, and which time of a row counts.
 *
 * <p>Signals and predictions keep their position, and are gone through in its order. A run takes a new position with each change:
 * in that order one that changes meanwhile would be missed, or come twice. So runs are gone through in the order of their key, which
 * never changes. The conditions are spelled such that no index but that of the order is of use: a page has to cost the same
 * wherever it is.
 */
public enum ExportTable {
    /** A run counts when it ended; one that hasn't, when it started. */
    RUNS(
            "workflow_runs",
            "run_id, attempt",
            "CASE WHEN finished_at IS NULL THEN started_at ELSE finished_at END",
            "workflow || ''"),
    /** A prediction counts when it was made. */
    PREDICTIONS("predictions", "position", "created_at", "workflow || ''"),
    /** A signal counts when it was observed. */
    SIGNALS("insight_signals", "position", "observed_at", "");

    private final String table;
    private final String key;
    private final String time;
    private final String workflow;

    ExportTable(String table, String key, String time, String workflow) {
        this.table = table;
        this.key = key;
        this.time = time;
        this.workflow = workflow;
    }

    public String table() {
        return table;
    }

    /** What the order of its rows is by. */
    public String key() {
        return key;
    }

    /** The time of a row that counts, as SQL. */
    public String time() {
        return time;
    }

    /** In the order in which they are exported. */
    public List<ExportColumn> columns() {
        return switch (this) {
            case RUNS -> ExportColumns.RUNS;
            case PREDICTIONS -> ExportColumns.PREDICTIONS;
            case SIGNALS -> ExportColumns.SIGNALS;
        };
    }

    /** What a workflow is compared with, as SQL. */
    String workflow() {
        return workflow;
    }

    /** Whether rows are gone through by their key instead of their position. */
    boolean byRun() {
        return this == RUNS;
    }
}
