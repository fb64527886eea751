package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Json;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model versions of a tenant, of which at most one is active. */
public final class ModelStore {
    private static final List<String> COLUMNS = List.of(
            "tenant_id",
            "version",
            "kind",
            "accuracy",
            "auc",
            "brier",
            "ece",
            "baseline",
            "checksum",
            "signature",
            "schema",
            "provenance",
            "created_at",
            "active",
            "verdict",
            "predecessor");
    private static final String SELECT = "SELECT " + String.join(", ", COLUMNS) + ", position FROM model_versions ";
    private static final int POSITION = COLUMNS.size();

    /** A model version with its place in the order of versions. */
    public record Stored(ModelRow model, long position) {}

    public Future<Void> insert(Session session, TenantId tenant, ModelRow model) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(row(tenant, model));
        return session.insertAll("model_versions", COLUMNS, rows);
    }

    /** Keeps what the card of a version tells; it is not part of the row, as it is much and seldom asked for. */
    public Future<Integer> keepQuality(Session session, TenantId tenant, String version, String quality) {
        return session.update(
                "UPDATE model_versions SET quality = $1 WHERE tenant_id = $2 AND version = $3",
                quality,
                tenant.value(),
                version);
    }

    /** What the card of a version tells; empty where there is no such version, or it is of before that was kept. */
    public Future<Optional<String>> quality(Session session, TenantId tenant, String version) {
        return session.queryOne(
                        "SELECT quality FROM model_versions WHERE tenant_id = $1 AND version = $2",
                        row -> Optional.ofNullable(row.textOrNull(0)),
                        tenant.value(),
                        version)
                .map(found -> found.flatMap(quality -> quality));
    }

    /** How many versions there have been. */
    public Future<Integer> count(Session session, TenantId tenant) {
        return session.query(
                        "SELECT COUNT(*) FROM model_versions WHERE tenant_id = $1", r -> r.integer(0), tenant.value())
                .map(List::getFirst);
    }

    public Future<Optional<ModelRow>> active(Session session, TenantId tenant) {
        return session.queryOne(
                SELECT + "WHERE tenant_id = $1 AND active = $2", ModelStore::model, tenant.value(), true);
    }

    public Future<Optional<ModelRow>> find(Session session, TenantId tenant, String version) {
        return session.queryOne(
                SELECT + "WHERE tenant_id = $1 AND version = $2", ModelStore::model, tenant.value(), version);
    }

    /** Versions, the newest first. */
    public Future<List<Stored>> page(Session session, TenantId tenant, Paging paging) {
        return new Clauses(SELECT, "tenant_id", tenant.value())
                .page(session, paging, row -> new Stored(model(row), row.bigint(POSITION)));
    }

    /**
     * Makes one version the active one; 0, and nothing changes, if there is no such version.
     *
     * @param predecessor the version to go back to from it
     */
    public Future<Integer> activate(Session session, TenantId tenant, String version, @Nullable String predecessor) {
        return session.update(
                        "UPDATE model_versions SET active = $1 WHERE tenant_id = $2 AND active = $3"
                                + " AND EXISTS (SELECT 1 FROM model_versions WHERE tenant_id = $4 AND version = $5)",
                        false,
                        tenant.value(),
                        true,
                        tenant.value(),
                        version)
                .compose(done -> session.update(
                        "UPDATE model_versions SET active = $1, predecessor = $2 WHERE tenant_id = $3 AND version = $4",
                        true,
                        predecessor,
                        tenant.value(),
                        version));
    }

    /** Has no version of a tenant answer any more. */
    public Future<Integer> retire(Session session, TenantId tenant) {
        return session.update(
                "UPDATE model_versions SET active = $1 WHERE tenant_id = $2 AND active = $3",
                false,
                tenant.value(),
                true);
    }

    /** Stores the texts, the checksum and the signature of a version anew. */
    public Future<Integer> rewrite(Session session, TenantId tenant, ModelRow model) {
        return session.update(
                "UPDATE model_versions SET baseline = $1, checksum = $2, signature = $3, schema = $4, provenance = $5"
                        + " WHERE tenant_id = $6 AND version = $7",
                model.baseline(),
                model.checksum(),
                model.signature(),
                model.schema(),
                model.provenance(),
                tenant.value(),
                model.version());
    }

    private static @Nullable Object[] row(TenantId tenant, ModelRow model) {
        return new @Nullable Object[] {
            tenant.value(),
            model.version(),
            model.kind(),
            model.accuracy(),
            model.auc(),
            model.brier(),
            model.ece(),
            model.baseline(),
            model.checksum(),
            model.signature(),
            model.schema(),
            model.provenance(),
            model.createdAt(),
            model.active(),
            model.verdict(),
            model.predecessor()
        };
    }

    private static ModelRow model(Row row) {
        return new ModelRow(
                row.text(1),
                row.text(2),
                row.realOrNull(3),
                row.realOrNull(4),
                row.realOrNull(5),
                row.realOrNull(6),
                new Json(row.text(7)),
                row.text(8),
                row.textOrNull(9),
                new Json(row.text(10)),
                new Json(row.text(11)),
                row.instant(12),
                row.bool(13),
                row.textOrNull(14) == null ? null : new Json(row.text(14)),
                row.textOrNull(15));
    }
}
