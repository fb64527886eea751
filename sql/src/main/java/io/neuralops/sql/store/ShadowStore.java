package io.neuralops.sql.store;

import io.neuralops.models.quality.Feedback;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What challengers would have answered. */
public final class ShadowStore {
    private static final List<String> COLUMNS =
            List.of("tenant_id", "prediction_id", "version", "probability", "created_at");
    /** As with labels: only of predictions that were made before their outcome was known. */
    private static final String COMPARED = "SELECT p.run_id, p.attempt, p.model_version, p.probability, s.probability,"
            + " r.status FROM (SELECT * FROM shadow_predictions WHERE tenant_id = $1 AND version = $2"
            + " ORDER BY position DESC LIMIT $3) AS s"
            + " JOIN predictions p ON p.tenant_id = $4 AND p.id = s.prediction_id"
            + " JOIN workflow_runs r ON r.tenant_id = $5 AND r.run_id = p.run_id AND r.attempt = p.attempt"
            + " WHERE r.status IN ('success', 'failure') AND p.created_at <= r.known_at ORDER BY s.position DESC";

    /** What a challenger would have answered to a question that another version answered. */
    public record Shadow(UUID prediction, String version, double probability, Instant createdAt) {}

    /**
     * What both said of a run, and how it ended.
     *
     * @param answered the version that answered
     */
    public record Compared(
            String runId, int attempt, String answered, double probability, double shadow, boolean failed) {
        /** The same with what people said of the run, which is what counts. */
        public Compared judged(@Nullable Feedback verdict) {
            return verdict == null
                    ? this
                    : new Compared(
                            runId,
                            attempt,
                            answered,
                            probability,
                            shadow,
                            verdict.failed().orElse(failed));
        }
    }

    public Future<Void> insert(Session session, TenantId tenant, List<Shadow> shadows) {
        List<@Nullable Object[]> rows = new ArrayList<>(shadows.size());
        for (Shadow one : shadows) {
            rows.add(new @Nullable Object[] {
                tenant.value(), one.prediction(), one.version(), one.probability(), one.createdAt()
            });
        }
        return session.insertAll("shadow_predictions", COLUMNS, rows);
    }

    /** How much a version has said so far. */
    public Future<Long> count(Session session, TenantId tenant, String version) {
        return session.query(
                        "SELECT COUNT(*) FROM shadow_predictions WHERE tenant_id = $1 AND version = $2",
                        row -> row.bigint(0),
                        tenant.value(),
                        version)
                .map(List::getFirst);
    }

    /** Of the latest that a version said, that of which the truth came to light; the newest first. */
    public Future<List<Compared>> compared(Session session, TenantId tenant, String version, int most) {
        return session.query(
                COMPARED,
                row -> new Compared(
                        row.text(0),
                        row.integer(1),
                        row.text(2),
                        row.real(3),
                        row.real(4),
                        row.text(5).equals("failure")),
                tenant.value(),
                version,
                most,
                tenant.value(),
                tenant.value());
    }
}
