package io.neuralops.verticles.isolation;

import static io.neuralops.verticles.isolation.Attempt.A;
import static io.neuralops.verticles.isolation.Attempt.B;
import static io.neuralops.verticles.isolation.Attempt.OTHERS;

import io.neuralops.models.run.Run;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.isolation.Probe;
import io.neuralops.sql.isolation.ProbeSource;
import io.neuralops.sql.store.CanaryStore;
import io.neuralops.verticles.insight.ListRuns;
import io.neuralops.verticles.insight.RunService;
import io.neuralops.verticles.operation.Page;
import io.neuralops.verticles.prediction.GetPrediction;
import io.neuralops.verticles.prediction.ListPredictions;
import io.neuralops.verticles.prediction.PredictionDetail;
import io.neuralops.verticles.prediction.PredictionDetails;
import io.neuralops.verticles.prediction.PredictionService;
import io.neuralops.verticles.prediction.PredictionView;
import io.neuralops.verticles.quality.ModelCard;
import io.neuralops.verticles.quality.ModelCards;
import io.neuralops.verticles.training.ActivateModel;
import io.neuralops.verticles.training.ListModels;
import io.neuralops.verticles.training.ModelService;
import io.neuralops.verticles.training.ModelView;
import io.neuralops.verticles.training.NamedModel;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries to read another tenant's runs, predictions and models by their ids, by filters and by cursors. */
public final class ReadProbes implements ProbeSource {
    private final PredictionService predictions;
    private final PredictionDetails details;
    private final RunService runs;
    private final ModelService models;
    private final ModelCards cards;

    public ReadProbes(
            PredictionService predictions,
            PredictionDetails details,
            RunService runs,
            ModelService models,
            ModelCards cards) {
        this.predictions = predictions;
        this.details = details;
        this.runs = runs;
        this.models = models;
        this.cards = cards;
    }

    @Override
    public Future<List<Probe>> probes() {
        String id = CanaryStore.prediction(Canaries.B, 1).toString();
        return Future.succeededFuture(List.of(
                Attempt.equal(
                        "predictions.by_id_control",
                        "predictions",
                        "as canary_b: the prediction by its id",
                        OTHERS,
                        () -> details.get(B, GetPrediction.of(id)).map(PredictionDetail::runId)),
                Attempt.notFound(
                        "predictions.by_id",
                        "predictions",
                        "the prediction of canary_b by its id",
                        () -> details.get(A, GetPrediction.of(id))),
                lists("predictions.list", "predictions", "all predictions", () -> predicted(A, null, null, null)),
                lists(
                        "predictions.by_run",
                        "predictions",
                        "predictions of a run of canary_b",
                        () -> predicted(A, OTHERS, null, null)),
                lists(
                        "predictions.by_workflow",
                        "predictions",
                        "predictions of a workflow of canary_b",
                        () -> predicted(A, null, OTHERS, null)),
                Attempt.notFound(
                        "predictions.cursor",
                        "predictions",
                        "predictions from a cursor of canary_b on",
                        () -> cursor(page(B, null, null, null, 1)).compose(cursor -> predicted(A, null, null, cursor))),
                lists("runs.list", "runs", "all runs", () -> ran(A, null, null)),
                lists("runs.by_workflow", "runs", "runs of a workflow of canary_b", () -> ran(A, OTHERS, null)),
                Attempt.notFound(
                        "runs.cursor",
                        "runs",
                        "runs from a cursor of canary_b on",
                        () -> cursor(runs.list(B, new ListRuns(null, null, null, 1, null)))
                                .compose(cursor -> ran(A, null, cursor))),
                Attempt.equal(
                        "models.by_name_control",
                        "models",
                        "as canary_b: the model version by its name",
                        OTHERS,
                        () -> cards.get(B, new NamedModel(OTHERS)).map(ModelCard::version)),
                Attempt.notFound(
                        "models.by_name",
                        "models",
                        "a model version of canary_b by its name",
                        () -> cards.get(A, new NamedModel(OTHERS))),
                Attempt.notFound(
                        "models.activate",
                        "models",
                        "to activate a model version of canary_b",
                        () -> models.activate(A, new ActivateModel(OTHERS, true))),
                Attempt.notFound(
                        "models.path",
                        "models",
                        "a model version by a path to that of canary_b",
                        () -> cards.get(A, new NamedModel("../canary_b/canary_b"))),
                lists("models.list", "models", "all model versions", () -> versions(A, null)),
                Attempt.notFound(
                        "models.cursor",
                        "models",
                        "model versions from a cursor of canary_b on",
                        () -> cursor(models.list(B, new ListModels(1, null))).compose(c -> versions(A, c)))));
    }

    private static Probe lists(String name, String surface, String tried, Supplier<Future<List<String>>> names) {
        return Attempt.withoutOthers(name, surface, tried, names::get);
    }

    private Future<List<String>> predicted(
            Principal who, @Nullable String run, @Nullable String workflow, @Nullable String cursor) {
        return page(who, run, workflow, cursor, 500).map(names(PredictionView::runId));
    }

    private Future<Page<PredictionView>> page(
            Principal who, @Nullable String run, @Nullable String workflow, @Nullable String cursor, int limit) {
        return predictions.list(who, new ListPredictions(run, workflow, null, null, limit, cursor));
    }

    private Future<List<String>> ran(Principal who, @Nullable String workflow, @Nullable String cursor) {
        return runs.list(who, new ListRuns(workflow, null, null, 500, cursor)).map(names(Run::workflow));
    }

    private Future<List<String>> versions(Principal who, @Nullable String cursor) {
        return models.list(who, new ListModels(500, cursor)).map(names(ModelView::version));
    }

    private static <T> Function<Page<T>, List<String>> names(Function<T, String> name) {
        return page -> page.items().stream().map(name).toList();
    }

    /** The canary has more than one of each, so that there is one. */
    private static Future<String> cursor(Future<? extends Page<?>> page) {
        return page.map(first -> Objects.requireNonNull(first.nextCursor(), "canary_b has no second page"));
    }
}
