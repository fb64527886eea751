package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Json;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The predictions of a tenant. */
public final class PredictionStore {
    private static final List<String> COLUMNS = List.of(
            "tenant_id",
            "id",
            "run_id",
            "attempt",
            "workflow",
            "signal_id",
            "model_version",
            "probability",
            "basis",
            "recommendation",
            "features",
            "created_at");
    /** A run that is corrected has another outcome from then on, and one that is reported late has one. */
    private static final String OUTCOME = "(SELECT r.status FROM workflow_runs r WHERE r.tenant_id = $1"
            + " AND r.run_id = p.run_id AND r.attempt = p.attempt AND r.status NOT IN ('queued', 'running'))";

    private static final String SELECT =
            "SELECT " + String.join(", ", COLUMNS) + ", feedback, " + OUTCOME + ", position FROM ";
    private static final String ANY = SELECT + "predictions p ";
    private static final String OF_A_RUN = SELECT + "predictions_of_runs p ";
    private static final int FEEDBACK = COLUMNS.size();
    private static final int OUTCOME_AT = FEEDBACK + 1;
    private static final int POSITION = FEEDBACK + 2;

    /** A prediction with its place in the order of predictions. */
    public record Stored(PredictionRow prediction, long position) {}

    /** Stores predictions as they are made: nobody has judged them yet, and their outcome is that of their run. */
    public Future<Void> insert(Session session, TenantId tenant, List<PredictionRow> predictions) {
        List<@Nullable Object[]> rows = new ArrayList<>(predictions.size());
        predictions.forEach(prediction -> rows.add(row(tenant, prediction)));
        return session.insertAll("predictions", COLUMNS, rows);
    }

    public Future<Optional<PredictionRow>> find(Session session, TenantId tenant, UUID id) {
        return session.queryOne(
                ANY + "WHERE tenant_id = $1 AND id = $2", PredictionStore::prediction, tenant.value(), id);
    }

    /** Predictions, the newest first. */
    public Future<List<Stored>> page(Session session, TenantId tenant, PredictionFilter filter, Paging paging) {
        Clauses where = filter.runId() == null
                ? Clauses.byPosition(ANY, tenant)
                : new Clauses(OF_A_RUN, "tenant_id", tenant.value());
        return where.equal("run_id", filter.runId())
                .equal("workflow", filter.workflow())
                .atLeast("probability", filter.minProbability())
                .atLeast("created_at", filter.since())
                .page(session, paging, row -> new Stored(prediction(row), row.bigint(POSITION)));
    }

    private static @Nullable Object[] row(TenantId tenant, PredictionRow p) {
        return new @Nullable Object[] {
            tenant.value(),
            p.id(),
            p.runId(),
            p.attempt(),
            p.workflow(),
            p.signalId(),
            p.modelVersion(),
            p.probability(),
            p.basis(),
            p.recommendation(),
            Floats.write(p.features()),
            p.createdAt()
        };
    }

    private static PredictionRow prediction(Row row) {
        return new PredictionRow(
                row.uuid(1),
                row.text(2),
                row.integer(3),
                row.textOrNull(4),
                row.textOrNull(5),
                row.text(6),
                row.real(7),
                row.text(8),
                new Json(row.text(9)),
                Floats.read(row.bytesOrNull(10)),
                row.instant(11),
                row.textOrNull(OUTCOME_AT),
                row.textOrNull(FEEDBACK));
    }
}
