package io.neuralops.sql.store;

import io.neuralops.models.rollup.Judged;
import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Quarter;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The numbers of reports as the rows themselves give them, to be compared with what was added up. */
public final class RawMeasureStore {
    /** What a run adds. */
    public static final Set<Measure> OF_RUNS = EnumSet.range(Measure.RUNS, Measure.UNPRICED);

    /** What an incident adds. */
    public static final Set<Measure> OF_INCIDENTS = EnumSet.range(Measure.OPENED, Measure.MAINTENANCE);

    /** What an outcome adds that was predicted. */
    public static final Set<Measure> OF_OUTCOMES = EnumSet.range(Measure.JUDGED, Measure.SQUARED_ERROR);

    private static final Set<Measure> OF_SIGNALS = EnumSet.of(Measure.SIGNALS);

    private static final String WORKFLOWS = "SELECT DISTINCT workflow FROM workflow_runs"
            + " WHERE tenant_id = $1 AND workflow > $2 ORDER BY workflow LIMIT $3";
    private static final String ALERTS = "SELECT DISTINCT service, name FROM insight_signals WHERE tenant_id = $1"
            + " AND state <> 'point' AND (service, name) > ($2, $3) ORDER BY service, name LIMIT $4";
    private static final String OUTCOMES = "SELECT counted_at, probability, failed FROM prediction_outcomes p"
            + " WHERE tenant_id = $1 AND workflow = $2 AND position = (SELECT MAX(q.position) FROM predictions q"
            + " WHERE q.tenant_id = $1 AND q.run_id = p.run_id AND q.attempt = p.attempt AND q.created_at <= p.known_at)";
    private static final String STORED = "SELECT bucket, " + String.join(", ", RollupStore.measures()) + " FROM rollups"
            + " WHERE tenant_id = $1 AND workflow = $2 AND grain = 'quarter'";

    /** An alert. */
    public record Alert(String service, String name) {}

    /** Workflows in the order of their names, from the one after {@code after}. */
    public Future<List<String>> workflows(Session session, TenantId tenant, String after, int most) {
        return session.query(WORKFLOWS, row -> row.text(0), tenant.value(), after, most);
    }

    /** Alerts in the order of their services and names, from the one after {@code after}. */
    public Future<List<Alert>> alerts(Session session, TenantId tenant, Alert after, int most) {
        return session.query(
                ALERTS,
                row -> new Alert(row.text(0), row.text(1)),
                tenant.value(),
                after.service(),
                after.name(),
                most);
    }

    /** What is stored of a workflow, or of all together, by quarter of an hour. */
    public Future<Map<Instant, Tally>> stored(Session session, TenantId tenant, String workflow) {
        return session.query(
                        STORED, row -> Map.entry(row.instant(0), RollupStore.tally(row, 1)), tenant.value(), workflow)
                .map(RawMeasureStore::together);
    }

    /** What the runs of a workflow come to; of all of them, where it is {@link RollupStore#ALL}. */
    public Future<Map<Instant, Tally>> runs(Session session, TenantId tenant, String workflow) {
        return measured(session, tenant, "run_measures", OF_RUNS, workflow);
    }

    /** What its incidents come to. */
    public Future<Map<Instant, Tally>> incidents(Session session, TenantId tenant, String workflow) {
        return measured(session, tenant, "incident_measures", OF_INCIDENTS, workflow);
    }

    /** What all signals come to. */
    public Future<Map<Instant, Tally>> signals(Session session, TenantId tenant) {
        return measured(session, tenant, "signal_measures", OF_SIGNALS, RollupStore.ALL);
    }

    /** What was predicted of a workflow's runs comes to. */
    public Future<Map<Instant, Tally>> outcomes(Session session, TenantId tenant, String workflow) {
        Map<Instant, Tally> tallies = new TreeMap<>();
        return session.stream(
                        OUTCOMES,
                        row -> Judged.add(
                                tallies.computeIfAbsent(Quarter.of(row.instant(0)), bucket -> new Tally()),
                                row.real(1),
                                row.bool(2),
                                1),
                        tenant.value(),
                        workflow)
                .map(done -> tallies);
    }

    private static Future<Map<Instant, Tally>> measured(
            Session session, TenantId tenant, String view, Set<Measure> measures, String workflow) {
        String sums = measures.stream()
                .map(one -> "CAST(SUM(" + one.column() + ") AS BIGINT)")
                .collect(Collectors.joining(", "));
        Clauses where = new Clauses("SELECT bucket, " + sums + " FROM " + view + " ", "tenant_id", tenant.value())
                .equal("workflow", workflow.equals(RollupStore.ALL) ? null : workflow);
        return where.within(session, "", " GROUP BY bucket", row -> Map.entry(row.instant(0), tally(row, measures)))
                .map(RawMeasureStore::together);
    }

    private static Tally tally(Row row, Set<Measure> measures) {
        Tally tally = new Tally();
        int column = 1;
        for (Measure measure : measures) {
            tally.add(measure, row.bigint(column++));
        }
        return tally;
    }

    private static Map<Instant, Tally> together(List<Map.Entry<Instant, Tally>> rows) {
        Map<Instant, Tally> tallies = new TreeMap<>();
        rows.forEach(row -> tallies.put(row.getKey(), row.getValue()));
        return tallies;
    }
}
