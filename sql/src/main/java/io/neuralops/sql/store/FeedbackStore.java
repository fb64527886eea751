package io.neuralops.sql.store;

import io.neuralops.models.quality.Feedback;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What people said of a tenant's runs: the last word on each, which outlives the predictions that were judged. */
public final class FeedbackStore {
    private static final String ON_PREDICTION = "UPDATE predictions SET feedback = $1 WHERE tenant_id = $2 AND id = $3";
    private static final String KEEP =
            "INSERT INTO feedback (tenant_id, run_id, attempt, prediction_id, verdict, note, given_at)"
                    + " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, run_id, attempt) DO UPDATE SET"
                    + " prediction_id = excluded.prediction_id, verdict = excluded.verdict, note = excluded.note,"
                    + " given_at = excluded.given_at";
    private static final String SELECT =
            "SELECT prediction_id, run_id, attempt, verdict, note, given_at FROM feedback WHERE tenant_id = $1";

    /** Stores what was said last, on the prediction and of the run. */
    public Future<Void> give(Session session, TenantId tenant, FeedbackRow row) {
        return session.update(ON_PREDICTION, row.verdict().label(), tenant.value(), row.prediction())
                .compose(done -> session.update(
                        KEEP,
                        tenant.value(),
                        row.run().runId(),
                        row.run().attempt(),
                        row.prediction(),
                        row.verdict().label(),
                        row.note(),
                        row.givenAt()))
                .mapEmpty();
    }

    /** What was said last of a run. */
    public Future<Optional<FeedbackRow>> find(Session session, TenantId tenant, RunKey run) {
        return session.queryOne(
                SELECT + " AND run_id = $2 AND attempt = $3",
                FeedbackStore::feedback,
                tenant.value(),
                run.runId(),
                run.attempt());
    }

    /** What was said last of each run of which anything was. */
    public Future<Map<RunKey, Feedback>> all(Session session, TenantId tenant) {
        Map<RunKey, Feedback> all = new HashMap<>();
        return session.stream(
                        SELECT,
                        row -> {
                            FeedbackRow one = feedback(row);
                            all.put(one.run(), one.verdict());
                        },
                        tenant.value())
                .map(all);
    }

    private static FeedbackRow feedback(Row row) {
        return new FeedbackRow(
                row.uuid(0),
                new RunKey(row.text(1), row.integer(2)),
                Feedback.named(row.text(3)),
                row.textOrNull(4),
                row.instant(5));
    }
}
