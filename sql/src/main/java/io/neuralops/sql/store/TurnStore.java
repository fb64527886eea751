package io.neuralops.sql.store;

import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When something turned bad and good again: workflows by how their runs end, services by the alerts that fire. */
public final class TurnStore {
    private static final String ENDED = " FROM workflow_runs WHERE tenant_id = $1 AND workflow = $2"
            + " AND status IN ('success', 'failure') AND finished_at IS NOT NULL AND COALESCE(finished_at, started_at) ";
    private static final String OF_RUN = "SELECT run_id, CAST(attempt AS BIGINT),"
            + " CASE WHEN status = 'failure' THEN 1 ELSE 0 END, COALESCE(finished_at, started_at), NULL";
    private static final String RUN_BEFORE =
            OF_RUN + ENDED + "< $3 ORDER BY COALESCE(finished_at, started_at) DESC, run_id DESC, attempt DESC LIMIT 1";
    private static final String RUNS = turns(
            "SELECT run_id, CAST(attempt AS BIGINT) AS number, CASE WHEN status = 'failure' THEN 1 ELSE 0 END AS bad,"
                    + " COALESCE(finished_at, started_at) AS at, NULL AS severity, LAG(status) OVER"
                    + " (ORDER BY COALESCE(finished_at, started_at), run_id, attempt) AS before, status AS now"
                    + ENDED + "BETWEEN $3 AND $4",
            "run_id");
    private static final String GOOD_RUN = firstAfter("success");

    private static final String BAD_RUN = firstAfter("failure");
    private static final String LIKE_BEFORE = "SELECT CASE WHEN status = 'failure' THEN 1 ELSE 0 END" + ENDED
            + "<= $3 AND (COALESCE(finished_at, started_at) < $3 OR run_id < $4 OR (run_id = $4 AND attempt < $5))"
            + " ORDER BY COALESCE(finished_at, started_at) DESC, run_id DESC, attempt DESC LIMIT 1";

    private static final String ALERTS = " FROM insight_signals WHERE tenant_id = $1 AND service = $2 AND name = $3"
            + " AND state <> 'point' AND observed_at ";
    private static final String ALERT_BEFORE = "SELECT id, position, CASE WHEN state = 'firing' THEN 1 ELSE 0 END,"
            + " observed_at, severity" + ALERTS + "< $4 ORDER BY observed_at DESC, position DESC LIMIT 1";
    private static final String ALERT_TURNS = turns(
            "SELECT id, position AS number, CASE WHEN state = 'firing' THEN 1 ELSE 0 END AS bad, observed_at AS at,"
                    + " severity, LAG(state) OVER (ORDER BY observed_at, position) AS before, state AS now"
                    + ALERTS + "BETWEEN $4 AND $5",
            "id");

    /**
     * A turn.
     *
     * @param id of the run or of the signal
     * @param number with the id, what it is known by: a run's attempt
     * @param bad whether it turned bad
     */
    public record Turn(String id, long number, boolean bad, Instant at, IncidentSeverity severity) {}

    /** That a run of a workflow ended, and how. */
    public record End(String workflow, Instant at, String runId, int attempt, boolean failed) {}

    /** Those of some ends, in their order, that differ from the one before them in time, or are the first. */
    public Future<List<End>> among(Session session, TenantId tenant, List<End> ends) {
        List<@Nullable Object[]> rows = new ArrayList<>(ends.size());
        ends.forEach(one -> rows.add(
                new @Nullable Object[] {tenant.value(), one.workflow(), one.at(), one.runId(), one.attempt()}));
        return session.queryEach(LIKE_BEFORE, row -> row.bool(0), rows).map(before -> {
            List<End> turns = new ArrayList<>();
            for (int i = 0; i < ends.size(); i++) {
                if (!before.get(i).equals(List.of(ends.get(i).failed()))) {
                    turns.add(ends.get(i));
                }
            }
            return turns;
        });
    }

    /** How the last run of a workflow ended that ended before a time. */
    public Future<Optional<Turn>> runBefore(Session session, TenantId tenant, String workflow, Instant time) {
        return session.queryOne(RUN_BEFORE, TurnStore::turn, tenant.value(), workflow, time);
    }

    /** The runs of a workflow in a stretch of time that ended otherwise than the one before; the first in any case. */
    public Future<List<Turn>> runs(Session session, TenantId tenant, String workflow, Instant from, Instant to) {
        return session.query(RUNS, TurnStore::turn, tenant.value(), workflow, from, to);
    }

    /** When the first run of a workflow succeeded after a time. */
    public Future<Optional<Instant>> goodRunAfter(Session session, TenantId tenant, String workflow, Instant time) {
        return session.queryOne(GOOD_RUN, row -> row.instant(0), tenant.value(), workflow, time);
    }

    /** When the first run of a workflow failed after a time. */
    public Future<Optional<Instant>> badRunAfter(Session session, TenantId tenant, String workflow, Instant time) {
        return session.queryOne(BAD_RUN, row -> row.instant(0), tenant.value(), workflow, time);
    }

    /** The last change of an alert before a time. */
    public Future<Optional<Turn>> alertBefore(
            Session session, TenantId tenant, String service, String name, Instant time) {
        return session.queryOne(ALERT_BEFORE, TurnStore::turn, tenant.value(), service, name, time);
    }

    /** The changes of an alert in a stretch of time that are another state than the one before; the first in any case. */
    public Future<List<Turn>> alerts(
            Session session, TenantId tenant, String service, String name, Instant from, Instant to) {
        return session.query(ALERT_TURNS, TurnStore::turn, tenant.value(), service, name, from, to);
    }

    private static String firstAfter(String status) {
        return "SELECT COALESCE(finished_at, started_at)" + ENDED + "> $3 AND status = '" + status
                + "' ORDER BY COALESCE(finished_at, started_at) LIMIT 1";
    }

    private static String turns(String states, String id) {
        return "SELECT " + id + ", number, bad, at, severity FROM (" + states + ") AS states"
                + " WHERE before IS NULL OR before <> now ORDER BY at, " + id + ", number";
    }

    private static Turn turn(Row row) {
        return new Turn(row.text(0), row.bigint(1), row.bool(2), row.instant(3), severity(row.textOrNull(4)));
    }

    private static IncidentSeverity severity(@Nullable String signal) {
        return "critical".equals(signal)
                ? IncidentSeverity.CRITICAL
                : "warning".equals(signal) ? IncidentSeverity.MINOR : IncidentSeverity.UNRATED;
    }
}
