package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Predictions as they were given in service, with what became of their runs. The label of a prediction is the end of its run as
 * that stands in workflow_runs, corrections included. One that was made after the end was known has no label.
 */
public final class LiveStore {
    private static final String LATEST = "SELECT p.run_id, p.attempt, p.probability, p.features, p.created_at,"
            + " (SELECT r.status FROM workflow_runs r WHERE r.tenant_id = $1 AND r.run_id = p.run_id"
            + " AND r.attempt = p.attempt AND r.status IN ('success', 'failure') AND p.created_at <= r.known_at)"
            + " FROM (SELECT * FROM predictions WHERE tenant_id = $1 ORDER BY position DESC LIMIT $2) AS p"
            + " WHERE p.model_version = $3 AND p.created_at >= $4 ORDER BY p.position DESC";

    /**
     * A prediction.
     *
     * @param features the raw vector that was scored; null where no model was asked
     * @param failed how its run ended; null if that isn't known, or was when it was made
     */
    public record Live(
            String runId,
            int attempt,
            double probability,
            float @Nullable [] features,
            Instant createdAt,
            @Nullable Boolean failed) {}

    /**
     * Hands over what a version answered lately, the newest first.
     *
     * @param most among how many of the latest predictions of whatever version they are looked for
     */
    public Future<Long> latest(
            Session session, TenantId tenant, String version, Instant since, int most, Consumer<Live> each) {
        return session.stream(LATEST, row -> each.accept(live(row)), tenant.value(), most, version, since);
    }

    private static Live live(Row row) {
        String status = row.textOrNull(5);
        return new Live(
                row.text(0),
                row.integer(1),
                row.real(2),
                Floats.read(row.bytesOrNull(3)),
                row.instant(4),
                status == null ? null : status.equals("failure"));
    }
}
