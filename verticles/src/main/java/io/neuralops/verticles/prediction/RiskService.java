package io.neuralops.verticles.prediction;

import io.neuralops.models.feature.RunStart;
import io.neuralops.models.predict.Basis;
import io.neuralops.models.predict.Recommendation;
import io.neuralops.models.predict.Recommender;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.insight.HistoryIndex;
import io.neuralops.verticles.insight.TenantIndex;
import io.neuralops.verticles.operation.Blocking;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ranks a tenant's workflows by the risk of their next run. Nothing of it is stored. */
public final class RiskService {
    private final HistoryIndex index;
    private final ModelRegistry registry;
    private final Blocking blocking;
    private final Clock clock;

    public RiskService(HistoryIndex index, ModelRegistry registry, Blocking blocking, Clock clock) {
        this.index = index;
        this.registry = registry;
        this.blocking = blocking;
        this.clock = clock;
    }

    /** The workflows, the riskiest first. */
    public Future<RiskRanking> rank(Principal principal, RankRisk query) {
        return index.of(principal)
                .compose(history -> registry.answering(principal)
                        .compose(model -> blocking.run(() -> rank(history, model, query))));
    }

    private RiskRanking rank(TenantIndex history, Optional<ServedModel> model, RankRisk query) {
        Instant now = clock.instant();
        Map<String, Instant> workflows = recent(history.workflows(), query.silentDays());
        List<RiskRanking.Item> items = new ArrayList<>(workflows.size());
        workflows.forEach((workflow, last) -> items.add(item(history, model, workflow, last, now)));
        items.sort(Comparator.comparingDouble(RiskRanking.Item::probability)
                .reversed()
                .thenComparing(RiskRanking.Item::workflow));
        String version = model.map(ServedModel::version).orElse(Answers.NO_MODEL);
        int limit = Math.min(query.shown(), items.size());
        return new RiskRanking(version, now, items.size(), List.copyOf(items.subList(0, limit)));
    }

    private static RiskRanking.Item item(
            TenantIndex history, Optional<ServedModel> model, String workflow, Instant last, Instant now) {
        Question question = new Question(
                "next", 1, null, new RunStart(workflow, now, Map.of(), Map.of()), history.at(workflow, now));
        if (model.isEmpty()) {
            double rate = Math.round(question.moment().past().baseRate() * 1e6) / 1e6;
            return item(workflow, last, rate, Recommender.withoutModel(rate, Basis.BASE_RATE, question.moment()));
        }
        ServedModel.Explanation explained = model.get().explain(question);
        return item(workflow, last, explained.probability(), explained.why());
    }

    private static RiskRanking.Item item(String workflow, Instant last, double probability, Recommendation why) {
        return new RiskRanking.Item(
                workflow, probability, why.summary(), why.action(), why.features(), why.evidence(), last);
    }

    /** Leaves out workflows that have long been silent, measured from the latest run of all, so that old histories show too. */
    private static Map<String, Instant> recent(Map<String, Instant> workflows, int days) {
        Instant latest =
                workflows.values().stream().max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        Instant since = latest.minus(Duration.ofDays(days));
        workflows.values().removeIf(last -> last.isBefore(since));
        return workflows;
    }
}
