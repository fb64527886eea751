package io.neuralops.sql.store;

import io.neuralops.models.quality.Feedback;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The canaries' rows about how models do. */
final class CanaryQuality {
    private final FeedbackStore feedback = new FeedbackStore();
    private final ShadowStore shadows = new ShadowStore();
    private final DriftStore drift = new DriftStore();

    /** Makes the rows that are not there. */
    Future<Void> plant(Session session, TenantId canary, UUID prediction, Instant then) {
        String name = canary.value();
        RunKey run = new RunKey(name, 1);
        return feedback.find(session, canary, run)
                .compose(there -> there.isPresent()
                        ? Future.succeededFuture()
                        : feedback.give(
                                session,
                                canary,
                                new FeedbackRow(prediction, run, Feedback.UNCLEAR, "known row of " + name, then)))
                .compose(done -> shadows.count(session, canary, name))
                .compose(count -> count > 0
                        ? Future.succeededFuture()
                        : shadows.insert(session, canary, List.of(new ShadowStore.Shadow(prediction, name, 0.5, then))))
                .compose(done ->
                        drift.add(session, canary, new DriftStore.Finding(name, "2025-01-01", "canary", 0, then)))
                .mapEmpty();
    }
}
