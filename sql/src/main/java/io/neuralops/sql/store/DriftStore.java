package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** That models no longer fitted what they were asked about. */
public final class DriftStore {
    private static final String ADD =
            "INSERT INTO drift_findings (tenant_id, version, day, feature, psi, found_at) VALUES ($1, $2, $3, $4, $5, $6)"
                    + " ON CONFLICT (tenant_id, version, day) DO NOTHING";
    private static final String SELECT = "SELECT version, day, feature, psi, found_at FROM drift_findings"
            + " WHERE tenant_id = $1 AND version = $2 ORDER BY position DESC LIMIT $3";

    /**
     * A finding.
     *
     * @param day of UTC, as {@code 2026-01-31}
     * @param feature the input that moved most, or {@code calibration_error}
     */
    public record Finding(String version, String day, String feature, double psi, Instant foundAt) {}

    /** Keeps a finding; false if there is one of the version and day already. */
    public Future<Boolean> add(Session session, TenantId tenant, Finding finding) {
        return session.update(
                        ADD,
                        tenant.value(),
                        finding.version(),
                        finding.day(),
                        finding.feature(),
                        finding.psi(),
                        finding.foundAt())
                .map(rows -> rows > 0);
    }

    /** The latest findings of a version, the newest first. */
    public Future<List<Finding>> latest(Session session, TenantId tenant, String version, int most) {
        return session.query(SELECT, DriftStore::finding, tenant.value(), version, most);
    }

    private static Finding finding(Row row) {
        return new Finding(row.text(0), row.text(1), row.text(2), row.real(3), row.instant(4));
    }
}
