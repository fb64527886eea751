package io.neuralops.gateway;

import static io.neuralops.models.tenant.Role.OPERATOR;
import static io.neuralops.models.tenant.Role.VIEWER;
import static io.neuralops.verticles.operation.Operation.Method.GET;
import static io.neuralops.verticles.operation.Operation.Method.POST;

import io.neuralops.verticles.export.CancelExport;
import io.neuralops.verticles.export.ExportService;
import io.neuralops.verticles.export.GetExport;
import io.neuralops.verticles.export.ListExports;
import io.neuralops.verticles.export.StartExport;
import io.neuralops.verticles.operation.Operation;
import io.neuralops.verticles.operation.Operation.Single;
import io.neuralops.verticles.operation.Operation.Start;
import java.util.List;

/** The operations of exports, for {@link Catalogue}. */
final class ExportCatalogue {
    private static final String PATH = "/reports/exports";

    private ExportCatalogue() {}

    static List<Operation> of(ExportService exports) {
        return List.of(
                new Start<>(
                        "startExport",
                        POST,
                        PATH,
                        PATH,
                        OPERATOR,
                        "Export rows or a report into a file",
                        StartExport.class,
                        exports::start),
                new Single<>(
                        "listExports",
                        GET,
                        PATH,
                        VIEWER,
                        "Exports, the latest first",
                        ListExports.class,
                        exports::list),
                new Single<>(
                        "getExport",
                        GET,
                        PATH + "/{id}",
                        VIEWER,
                        "How an export stands, and where it is",
                        GetExport.class,
                        exports::get),
                new Single<>(
                        "cancelExport",
                        POST,
                        PATH + "/{id}/cancel",
                        OPERATOR,
                        "Have an export stop",
                        CancelExport.class,
                        exports::cancel));
    }
}
