package io.neuralops.gateway;

import static io.neuralops.models.tenant.Role.ADMIN;
import static io.neuralops.models.tenant.Role.OPERATOR;
import static io.neuralops.models.tenant.Role.VIEWER;
import static io.neuralops.verticles.operation.Operation.Method.GET;
import static io.neuralops.verticles.operation.Operation.Method.POST;

import io.neuralops.verticles.analytics.CostSettings.SettleCost;
import io.neuralops.verticles.analytics.CostSettings.ShowCost;
import io.neuralops.verticles.analytics.Overview;
import io.neuralops.verticles.analytics.ReportIncidents;
import io.neuralops.verticles.analytics.ReportOverview;
import io.neuralops.verticles.analytics.ReportTenant;
import io.neuralops.verticles.insight.ListIncidents;
import io.neuralops.verticles.insight.RecordIncident;
import io.neuralops.verticles.operation.Operation;
import io.neuralops.verticles.operation.Operation.Batch;
import io.neuralops.verticles.operation.Operation.Documents;
import io.neuralops.verticles.operation.Operation.Single;
import io.neuralops.verticles.rollup.VerifyRollups;
import java.util.List;

/** The operations of incidents and reports. */
final class ReportCatalogue {
    private ReportCatalogue() {}

    static List<Operation> of(Services s) {
        return List.of(
                new Batch<>(
                        "recordIncident",
                        POST,
                        "/incidents",
                        OPERATOR,
                        "Report an incident, or many as NDJSON",
                        RecordIncident.class,
                        s.incidents::record),
                new Single<>(
                        "listIncidents",
                        GET,
                        "/incidents",
                        VIEWER,
                        "Incidents, those that were opened last first",
                        ListIncidents.class,
                        s.incidents::list),
                new Single<>(
                        "reportIncidents",
                        GET,
                        "/reports/incidents",
                        VIEWER,
                        "How long incidents lasted",
                        ReportIncidents.class,
                        s.incidentReports::times),
                new Documents<>(
                        "overview",
                        "/reports/overview",
                        VIEWER,
                        "What runs, services and predictions came to",
                        ReportOverview.class,
                        Overview.class,
                        s.documents::overview),
                new Documents<>(
                        "tenantReport",
                        "/reports/tenant/{id}",
                        VIEWER,
                        "The same of one tenant",
                        ReportTenant.class,
                        Overview.class,
                        s.documents::tenant),
                new Single<>(
                        "verifyRollups",
                        POST,
                        "/reports/rollups/verify",
                        ADMIN,
                        "Compare the numbers of reports with the rows",
                        VerifyRollups.class,
                        s.verifier::verify),
                new Single<>(
                        "showCost",
                        GET,
                        "/reports/cost",
                        VIEWER,
                        "What an hour of a run costs",
                        ShowCost.class,
                        s.costs::show),
                new Single<>(
                        "settleCost",
                        POST,
                        "/reports/cost",
                        ADMIN,
                        "Settle what an hour of a run costs",
                        SettleCost.class,
                        s.costs::settle));
    }
}
