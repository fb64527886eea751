package io.neuralops.gateway;

import static io.neuralops.models.tenant.Role.ADMIN;
import static io.neuralops.models.tenant.Role.OPERATOR;
import static io.neuralops.models.tenant.Role.VIEWER;
import static io.neuralops.verticles.operation.Operation.Method.DELETE;
import static io.neuralops.verticles.operation.Operation.Method.GET;
import static io.neuralops.verticles.operation.Operation.Method.POST;

import io.neuralops.verticles.erasure.ForgetPerson;
import io.neuralops.verticles.insight.ListRuns;
import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.insight.RecordSignal;
import io.neuralops.verticles.isolation.ProveIsolation;
import io.neuralops.verticles.operation.Operation;
import io.neuralops.verticles.operation.Operation.Batch;
import io.neuralops.verticles.operation.Operation.Raw;
import io.neuralops.verticles.operation.Operation.Single;
import io.neuralops.verticles.operation.Operation.Start;
import io.neuralops.verticles.prediction.DescribeModel;
import io.neuralops.verticles.prediction.GetPrediction;
import io.neuralops.verticles.prediction.ListPredictions;
import io.neuralops.verticles.prediction.Predict;
import io.neuralops.verticles.prediction.PredictionService;
import io.neuralops.verticles.prediction.RankRisk;
import io.neuralops.verticles.profiler.ListPerf;
import io.neuralops.verticles.profiler.MergePerf;
import io.neuralops.verticles.profiler.importing.ImportMetrics;
import io.neuralops.verticles.profiler.importing.RecordWindow;
import io.neuralops.verticles.quality.GiveFeedback;
import io.neuralops.verticles.safety.SettleSafety;
import io.neuralops.verticles.safety.ShowSafety;
import io.neuralops.verticles.secrets.RotateKey;
import io.neuralops.verticles.tenancy.GetTenant;
import io.neuralops.verticles.tenancy.ListTenants;
import io.neuralops.verticles.tenancy.OffboardTenant;
import io.neuralops.verticles.tenancy.OnboardTenant;
import io.neuralops.verticles.tenancy.SettleRetention;
import io.neuralops.verticles.tenancy.SettleSharing;
import io.neuralops.verticles.tenancy.ShowSharing;
import io.neuralops.verticles.training.ActivateModel;
import io.neuralops.verticles.training.CancelJob;
import io.neuralops.verticles.training.GetJob;
import io.neuralops.verticles.training.ListJobs;
import io.neuralops.verticles.training.ListModels;
import io.neuralops.verticles.training.NamedModel;
import io.neuralops.verticles.training.RollBack;
import io.neuralops.verticles.training.Train;
import java.util.List;
import java.util.stream.Stream;

/** Every operation of the service. To add one, add a line here, or where it belongs to reports, there. */
final class Catalogue {
    /** Of what another tool measured: the log of an hour, second by second. */
    private static final int MAX_FIGURES = 8 << 20;

    private Catalogue() {}

    /** The operations as one event loop serves them. */
    static List<Operation> of(Services s) {
        return Stream.of(rows(s), ReportCatalogue.of(s), ExportCatalogue.of(s.exports.service))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Operation> rows(Services s) {
        PredictionService predictions = s.predictions();
        return List.of(
                new Batch<>(
                        "predict",
                        POST,
                        "/predict",
                        OPERATOR,
                        "How likely is this run to fail, and why",
                        Predict.class,
                        predictions::predict),
                new Single<>(
                        "describeModel",
                        GET,
                        "/predict",
                        VIEWER,
                        "The model that answers, and what it reads",
                        DescribeModel.class,
                        predictions::describe),
                new Single<>(
                        "listPredictions",
                        GET,
                        "/predictions",
                        VIEWER,
                        "Predictions, the newest first",
                        ListPredictions.class,
                        predictions::list),
                new Single<>(
                        "getPrediction",
                        GET,
                        "/predictions/{id}",
                        VIEWER,
                        "One prediction",
                        GetPrediction.class,
                        s.details::get),
                new Single<>(
                        "giveFeedback",
                        POST,
                        "/predictions/{id}/feedback",
                        OPERATOR,
                        "Say whether a prediction was right",
                        GiveFeedback.class,
                        s.feedback::give),
                new Batch<>(
                        "recordRun",
                        POST,
                        "/runs",
                        OPERATOR,
                        "Report a run, or many as NDJSON",
                        RecordRun.class,
                        s.runs::record),
                new Single<>(
                        "listRuns",
                        GET,
                        "/runs",
                        VIEWER,
                        "Runs, those recorded or changed last first; of a workflow, those that ended (or, until then, started) last",
                        ListRuns.class,
                        s.runs::list),
                new Batch<>(
                        "recordSignal",
                        POST,
                        "/signals",
                        OPERATOR,
                        "Report a signal, or many as NDJSON",
                        RecordSignal.class,
                        s.signals::record),
                new Raw<>(
                        new Batch<>(
                                "importMetrics",
                                POST,
                                "/metrics/import",
                                OPERATOR,
                                "Take in how endpoints did, from any tool",
                                RecordWindow.class,
                                s.metrics::record),
                        ImportMetrics.class,
                        MAX_FIGURES,
                        s.metrics::read),
                new Single<>(
                        "listPerf",
                        GET,
                        "/perf",
                        VIEWER,
                        "How endpoints did, window by window",
                        ListPerf.class,
                        s.perfQueries::list),
                new Single<>(
                        "mergePerf",
                        GET,
                        "/perf/merged",
                        VIEWER,
                        "How endpoints did over a time, their windows put together",
                        MergePerf.class,
                        s.perfQueries::merge),
                new Single<>(
                        "rankRisk",
                        GET,
                        "/risk",
                        VIEWER,
                        "The workflows by the risk of their next run",
                        RankRisk.class,
                        s.risk::rank),
                new Start<>(
                        "train",
                        POST,
                        "/models/train",
                        "/models/jobs",
                        OPERATOR,
                        "Train a model on all recorded runs",
                        Train.class,
                        s.training::start),
                new Single<>(
                        "getJob",
                        GET,
                        "/models/jobs/{id}",
                        VIEWER,
                        "How a training stands",
                        GetJob.class,
                        s.training::job),
                new Single<>(
                        "listJobs",
                        GET,
                        "/models/jobs",
                        VIEWER,
                        "Trainings, the latest first",
                        ListJobs.class,
                        s.training::jobs),
                new Single<>(
                        "cancelJob",
                        POST,
                        "/models/jobs/{id}/cancel",
                        OPERATOR,
                        "Have a training stop",
                        CancelJob.class,
                        s.training::cancel),
                new Single<>(
                        "listModels",
                        GET,
                        "/models",
                        VIEWER,
                        "Model versions, the newest first",
                        ListModels.class,
                        s.models::list),
                new Single<>(
                        "getModel",
                        GET,
                        "/models/{version}",
                        VIEWER,
                        "One model version",
                        NamedModel.class,
                        s.cards::get),
                new Single<>(
                        "activateModel",
                        POST,
                        "/models/{version}/activate",
                        ADMIN,
                        "Have a model version answer from now on",
                        ActivateModel.class,
                        s.models::activate),
                new Single<>(
                        "rollbackModel",
                        POST,
                        "/models/rollback",
                        ADMIN,
                        "Return to the version that answered before",
                        RollBack.class,
                        s.models::rollBack),
                new Single<>(
                        "showSafety",
                        GET,
                        "/safety",
                        VIEWER,
                        "What the service does by itself",
                        ShowSafety.class,
                        s.safety::show),
                new Single<>(
                        "settleSafety",
                        POST,
                        "/safety",
                        ADMIN,
                        "Settle what the service does by itself",
                        SettleSafety.class,
                        s.safety::settle),
                new Single<>(
                        "showSharing",
                        GET,
                        "/sharing",
                        VIEWER,
                        "Whether the tenant shares its history",
                        ShowSharing.class,
                        s.sharing::show),
                new Single<>(
                        "settleSharing",
                        POST,
                        "/sharing",
                        ADMIN,
                        "Settle whether the tenant shares its history",
                        SettleSharing.class,
                        s.sharing::settle),
                new Single<>(
                        "onboardTenant",
                        POST,
                        "/tenants",
                        ADMIN,
                        "Take a tenant on",
                        OnboardTenant.class,
                        s.tenants::onboard),
                new Single<>(
                        "listTenants",
                        GET,
                        "/tenants",
                        ADMIN,
                        "Tenants, in the order of their ids",
                        ListTenants.class,
                        s.tenants::list),
                new Single<>(
                        "getTenant",
                        GET,
                        "/tenants/{id}",
                        ADMIN,
                        "One tenant, with what it holds",
                        GetTenant.class,
                        s.tenants::get),
                new Single<>(
                        "settleRetention",
                        POST,
                        "/tenants/{id}/retention",
                        ADMIN,
                        "For how long a tenant's rows are kept",
                        SettleRetention.class,
                        s.tenants::settleRetention),
                new Single<>(
                        "offboardTenant",
                        DELETE,
                        "/tenants/{id}",
                        ADMIN,
                        "Take a tenant away with all it holds, or tell what would go",
                        OffboardTenant.class,
                        s.tenants::offboard),
                new Single<>(
                        "forgetPerson",
                        POST,
                        "/persons/forget",
                        ADMIN,
                        "Forget a person, or tell what would change",
                        ForgetPerson.class,
                        s.erasure::forget),
                new Single<>(
                        "rotateKey",
                        POST,
                        "/keys/rotate",
                        ADMIN,
                        "Make pseudonyms with a new key from now on",
                        RotateKey.class,
                        s.keys::rotate),
                new Single<>(
                        "proveIsolation",
                        POST,
                        "/isolation/proof",
                        ADMIN,
                        "Try to get at another tenant's data, and sign what came of it",
                        ProveIsolation.class,
                        s.isolation::prove));
    }
}
