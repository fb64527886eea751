package io.neuralops.verticles.isolation;

import static io.neuralops.verticles.isolation.Attempt.A;
import static io.neuralops.verticles.isolation.Attempt.B;
import static io.neuralops.verticles.isolation.Attempt.OTHERS;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.isolation.Probe;
import io.neuralops.sql.isolation.ProbeSource;
import io.neuralops.sql.store.ExportFilter;
import io.neuralops.sql.store.ExportStore;
import io.neuralops.sql.store.ExportTable;
import io.neuralops.verticles.export.CancelExport;
import io.neuralops.verticles.export.ExportService;
import io.neuralops.verticles.export.ExportView;
import io.neuralops.verticles.export.GetExport;
import io.neuralops.verticles.export.ListExports;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tries to get at another tenant's exports, and at its rows by what exports read. No file is written. */
public final class ExportProbes implements ProbeSource {
    private static final ExportFilter EVER =
            new ExportFilter(Instant.parse("1990-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"), null);
    private static final int PAGE = 1_000;
    private static final int WORKFLOW_OF_RUN = 2;
    private static final int RUN_ID_OF_PREDICTION = 1;
    private static final int NAME_OF_SIGNAL = 4;

    private final Database database;
    private final ExportStore store = new ExportStore();
    private final ExportService exports;

    public ExportProbes(Database database, ExportService exports) {
        this.database = database;
        this.exports = exports;
    }

    @Override
    public Future<List<Probe>> probes() {
        List<Probe> probes = new ArrayList<>();
        for (ExportTable table : ExportTable.values()) {
            String name = table.name().toLowerCase(Locale.ROOT);
            probes.add(Attempt.equal(
                    "exports." + name + "_control",
                    "exports",
                    "as canary_b: whether its " + name + " would be exported",
                    "yes",
                    () -> rows(B, table)
                            .map(names -> names.stream().anyMatch(one -> one.startsWith(OTHERS)) ? "yes" : "no")));
            probes.add(Attempt.withoutOthers(
                    "exports." + name, "exports", "all " + name + ", as they are exported", () -> rows(A, table)));
        }
        String id = Canaries.B.value();
        probes.add(Attempt.withoutOthers(
                "exports.list",
                "exports",
                "all exports",
                () -> exports.list(A, new ListExports(500, null))
                        .map(page -> page.items().stream().map(ExportView::id).toList())));
        probes.add(Attempt.notFound(
                "exports.by_id", "exports", "a job of canary_b by its id", () -> exports.get(A, new GetExport(id))));
        probes.add(Attempt.notFound(
                "exports.cancel",
                "exports",
                "to stop a job of canary_b",
                () -> exports.cancel(A, new CancelExport(id))));
        return Future.succeededFuture(List.copyOf(probes));
    }

    /** What rows are told apart by: workflows, the ids of runs, or names. */
    private Future<List<String>> rows(Principal who, ExportTable table) {
        int cell = switch (table) {
            case RUNS -> WORKFLOW_OF_RUN;
            case PREDICTIONS -> RUN_ID_OF_PREDICTION;
            case SIGNALS -> NAME_OF_SIGNAL;
        };
        return database.read(
                who,
                session -> store.extent(session, who.tenant(), table)
                        .compose(extent ->
                                store.page(session, who.tenant(), table, EVER, ExportStore.START, extent.last(), PAGE))
                        .map(page -> page.rows().stream()
                                .map(row -> String.valueOf(row.values()[cell]))
                                .toList()));
    }
}
