package io.neuralops.sql.store;

import java.util.List;

/** The columns of what is exported. One that is added comes last. */
final class ExportColumns {
    static final List<ExportColumn> RUNS = List.of(
            text("run_id"),
            integer("attempt"),
            text("workflow"),
            text("status"),
            time("started_at"),
            time("finished_at"),
            time("known_at"),
            integer("duration_ms"),
            new ExportColumn("cost", ExportColumn.Type.DECIMAL),
            text("owner"),
            text("error_text"),
            json("metrics"),
            json("labels"));

    static final List<ExportColumn> PREDICTIONS = List.of(
            new ExportColumn("id", ExportColumn.Type.UUID),
            text("run_id"),
            integer("attempt"),
            text("workflow"),
            text("signal_id"),
            text("model_version"),
            number("probability"),
            text("basis"),
            json("recommendation"),
            time("created_at"),
            text("outcome"),
            text("feedback"));

    static final List<ExportColumn> SIGNALS = List.of(
            text("id"),
            text("run_id"),
            text("service"),
            text("kind"),
            text("name"),
            number("value"),
            text("severity"),
            text("state"),
            time("observed_at"),
            time("known_at"),
            json("labels"));

    private ExportColumns() {}

    private static ExportColumn text(String name) {
        return new ExportColumn(name, ExportColumn.Type.TEXT);
    }

    private static ExportColumn integer(String name) {
        return new ExportColumn(name, ExportColumn.Type.INTEGER);
    }

    private static ExportColumn number(String name) {
        return new ExportColumn(name, ExportColumn.Type.NUMBER);
    }

    private static ExportColumn time(String name) {
        return new ExportColumn(name, ExportColumn.Type.TIME);
    }

    private static ExportColumn json(String name) {
        return new ExportColumn(name, ExportColumn.Type.JSON);
    }
}
