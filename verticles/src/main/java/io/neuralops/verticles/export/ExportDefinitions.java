package io.neuralops.verticles.export;

import io.neuralops.sql.store.ExportTable;
import io.neuralops.verticles.analytics.Definition;

/** Which rows a file has. */
final class ExportDefinitions {
    private ExportDefinitions() {}

    static Definition of(ExportTable table) {
        return new Definition(
                "exported_" + table.name().toLowerCase(java.util.Locale.ROOT), 1, words(table), sql(table));
    }

    private static String words(ExportTable table) {
        return switch (table) {
            case RUNS ->
                "Runs, an attempt each, that ended from 'from' on and before 'to'; of those that haven't ended, the ones"
                        + " that started then. In the order of run_id and attempt.";
            case PREDICTIONS ->
                "Predictions that were made from 'from' on and before 'to', in the order in which they were stored."
                        + " outcome: how the run had ended when the row was read; null if it hadn't.";
            case SIGNALS ->
                "Signals that were observed from 'from' on and before 'to', in the order in which they were stored.";
        };
    }

    private static String sql(ExportTable table) {
        return "SELECT ... FROM " + table.table() + " WHERE tenant_id = $1 AND " + table.time() + " >= $2 AND "
                + table.time() + " < $3 ORDER BY " + table.key();
    }
}
