package io.neuralops.verticles.rollup;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.PredictedStore;
import io.neuralops.sql.store.PredictedStore.Question;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what was predicted of runs before it was known how they ended. */
final class Judgement {
    private final PredictedStore store = new PredictedStore();

    /** An end, and the probability of a failure that was told last before it was known. */
    record Judged(Change.Ended ended, double probability) {}

    /** Those ends that were predicted. */
    Future<List<Judged>> of(Session session, TenantId tenant, List<Change.Ended> ended) {
        if (ended.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return store.first(session, tenant)
                .compose(first -> first.isEmpty()
                        ? Future.succeededFuture(List.of())
                        : ask(session, tenant, after(first.get(), ended)));
    }

    /** History from before the first prediction was not predicted: most of what is imported need not be looked for. */
    private static List<Change.Ended> after(Instant first, List<Change.Ended> ended) {
        return ended.stream().filter(one -> !one.known().isBefore(first)).toList();
    }

    private Future<List<Judged>> ask(Session session, TenantId tenant, List<Change.Ended> ended) {
        List<Question> questions = ended.stream()
                .map(one -> new Question(one.runId(), one.attempt(), one.known()))
                .toList();
        return store.latest(session, tenant, questions).map(found -> {
            List<Judged> judged = new ArrayList<>();
            for (int i = 0; i < ended.size(); i++) {
                Optional<Double> probability = found.get(i);
                if (probability.isPresent()) {
                    judged.add(new Judged(ended.get(i), probability.get()));
                }
            }
            return judged;
        });
    }
}
