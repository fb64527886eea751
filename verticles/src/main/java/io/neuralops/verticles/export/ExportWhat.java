package io.neuralops.verticles.export;

import com.fasterxml.jackson.annotation.JsonValue;
import io.neuralops.sql.store.ExportTable;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be exported. */
public enum ExportWhat {
    /** Numbers, each with its definition. */
    REPORT(null),
    RUNS(ExportTable.RUNS),
    PREDICTIONS(ExportTable.PREDICTIONS),
    SIGNALS(ExportTable.SIGNALS);

    private final @Nullable ExportTable table;

    ExportWhat(@Nullable ExportTable table) {
        this.table = table;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The table whose rows it is; none for a report. */
    Optional<ExportTable> table() {
        return Optional.ofNullable(table);
    }
}
