package io.neuralops.verticles.isolation;

import static io.neuralops.verticles.isolation.Attempt.A;
import static io.neuralops.verticles.isolation.Attempt.B;
import static io.neuralops.verticles.isolation.Attempt.OTHERS;

import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.isolation.Observation;
import io.neuralops.sql.isolation.Probe;
import io.neuralops.sql.isolation.ProbeSource;
import io.neuralops.sql.store.CanaryStore;
import io.neuralops.verticles.idempotency.GivenAnswer;
import io.neuralops.verticles.idempotency.IdempotencyService;
import io.neuralops.verticles.idempotency.KeyedRequest;
import io.neuralops.verticles.insight.HistoryIndex;
import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.insight.RunService;
import io.neuralops.verticles.prediction.GetPrediction;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.neuralops.verticles.prediction.PredictionDetails;
import io.neuralops.verticles.prediction.RankRisk;
import io.neuralops.verticles.prediction.RiskRanking;
import io.neuralops.verticles.prediction.RiskService;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;

/** Tries what the process remembers beside the rows: keys of requests, histories, models, secrets; and writing across. */
public final class StateProbes implements ProbeSource {
    private static final String SHARED_KEY = "canary_shared";
    private static final Instant THEN = Instant.parse("2025-01-01T00:00:00Z");

    private final IdempotencyService idempotency;
    private final HistoryIndex index;
    private final ModelRegistry registry;
    private final Redactors redactors;
    private final RunService runs;
    private final PredictionDetails predictions;
    private final RiskService risk;

    public StateProbes(
            IdempotencyService idempotency,
            HistoryIndex index,
            ModelRegistry registry,
            Redactors redactors,
            RunService runs,
            PredictionDetails predictions,
            RiskService risk) {
        this.idempotency = idempotency;
        this.index = index;
        this.registry = registry;
        this.redactors = redactors;
        this.runs = runs;
        this.predictions = predictions;
        this.risk = risk;
    }

    @Override
    public Future<List<Probe>> probes() {
        return Future.succeededFuture(List.of(
                Attempt.equal(
                        "idempotency.answer",
                        "idempotency keys",
                        "a key under which canary_b was answered, used by both",
                        "canary_a",
                        () -> answer(B).compose(done -> answer(A))),
                new Probe(
                        "history.control",
                        "history index",
                        "as canary_b: the workflows of the history in memory",
                        "includes canary_b",
                        () -> index.of(B)
                                .map(history -> Observation.of(
                                        history.workflows().containsKey(OTHERS),
                                        history.workflows().keySet()))),
                Attempt.withoutOthers(
                        "history.workflows",
                        "history index",
                        "the workflows of the history in memory",
                        () -> index.of(A).map(history -> history.workflows().keySet())),
                Attempt.withoutOthers(
                        "risk.rank",
                        "risk",
                        "the workflows by risk",
                        () -> risk.rank(A, new RankRisk(500, 3_650))
                                .map(ranking -> ranking.items().stream()
                                        .map(RiskRanking.Item::workflow)
                                        .toList())),
                Attempt.equal(
                        "models.served",
                        "models in memory",
                        "as canary_a, which has none: the model that answers",
                        "none",
                        () -> registry.active(A)
                                .map(model -> model.map(m -> m.version()).orElse("none"))),
                Attempt.equal(
                        "redaction.pseudonym",
                        "redaction keys",
                        "the pseudonyms of one person at both",
                        "differ",
                        () -> person(Canaries.A)
                                .compose(one -> person(Canaries.B)
                                        .map(other -> one.equals(other) ? "are the same" : "differ"))),
                Attempt.equal(
                        "runs.outcome",
                        "runs",
                        "as canary_a: an end of a run that has the id of a run of canary_b; then the outcome that"
                                + " canary_b's prediction has",
                        "failure",
                        () -> end(RunStatus.SUCCESS)
                                .compose(done -> end(RunStatus.CANCELLED))
                                .compose(done -> predictions.get(
                                        B,
                                        GetPrediction.of(CanaryStore.prediction(Canaries.B, 1)
                                                .toString())))
                                .map(view -> String.valueOf(view.outcome())))));
    }

    private Future<String> answer(Principal who) {
        String name = who.tenant().value();
        GivenAnswer own = new GivenAnswer(200, "text/plain", null, Buffer.buffer(name));
        return idempotency
                .once(new KeyedRequest(who, SHARED_KEY, "canary", name), () -> Future.succeededFuture(own))
                .map(outcome -> outcome.answer().body().toString());
    }

    private Future<String> person(TenantId tenant) {
        return redactors.of(tenant).map(redactor -> String.valueOf(redactor.person("somebody")));
    }

    /** One of two ends in turn is always news. */
    private Future<?> end(RunStatus status) {
        return runs.record(
                A,
                List.of(new RecordRun(
                        OTHERS,
                        1,
                        Canaries.A.value(),
                        status,
                        THEN,
                        THEN,
                        THEN,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)));
    }
}
