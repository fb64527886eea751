package io.neuralops.sql.postgres;

import io.neuralops.models.rollup.Quarter;
import io.neuralops.sql.store.DerivedIncidentStore;
import io.neuralops.sql.store.Grain;
import io.neuralops.sql.store.IncidentFilter;
import io.neuralops.sql.store.IncidentStore;
import io.neuralops.sql.store.JobStore;
import io.neuralops.sql.store.Paging;
import io.neuralops.sql.store.PredictedStore;
import io.neuralops.sql.store.RollupHistogramStore;
import io.neuralops.sql.store.RollupHistogramStore.HistogramKey;
import io.neuralops.sql.store.RollupHistogramStore.Kind;
import io.neuralops.sql.store.RollupStore;
import io.neuralops.sql.store.Span;
import io.neuralops.sql.store.TenantRollupStore;
import io.neuralops.sql.store.TimePaging;
import io.neuralops.sql.store.TurnStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked for each report, and whenever numbers are added up, goes by an index, and touches the partition of its tenant alone. */
class PgReportPlanTest extends PgPlanTests {
    private static final Instant NOW = Instant.parse("2025-03-01T00:00:00Z");
    private static final Instant BEFORE = NOW.plus(Duration.ofHours(3));

    @BeforeEach
    void fill() {
        for (String tenant : List.of("acme", "globex")) {
            String start = " SELECT '" + tenant + "', ";
            String rows = " FROM generate_series(1, 20000) n";
            String time = "timestamptz '2024-12-01' + n * interval '15 minutes'";
            asOwner(
                    "SET app.tenant_id = '" + tenant + "'",
                    "SET app.writes = '" + tenant + "'",
                    "INSERT INTO workflow_runs (tenant_id, run_id, attempt, workflow, status, started_at, finished_at,"
                            + " known_at)" + start + "'r' || n, 1, 'w' || n % 20, CASE n % 10 WHEN 0 THEN 'failure'"
                            + " ELSE 'success' END, " + time + ", " + time + ", now()" + rows,
                    "INSERT INTO insight_signals (tenant_id, id, service, kind, name, severity, state, observed_at,"
                            + " known_at)" + start + "'s' || n, 's' || n % 20, 'k', 'n', 'info', 'firing', " + time
                            + ", now()" + rows,
                    "INSERT INTO predictions (tenant_id, id, run_id, attempt, workflow, model_version, probability,"
                            + " basis, recommendation, created_at)" + start
                            + "gen_random_uuid(), 'r' || n, 1, 'w', 'v1', 0.5, 'b', '{}', now()" + rows,
                    "INSERT INTO rollups (tenant_id, grain, bucket, workflow, predictions, told)" + start
                            + "CASE n % 10 WHEN 0 THEN 'day' ELSE 'quarter' END, " + time
                            + ", CASE n % 3 WHEN 0 THEN '' ELSE 'w' || n % 20 END, n % 2, n % 100" + rows,
                    "INSERT INTO rollup_histograms (tenant_id, grain, bucket, kind, subject, histogram)" + start
                            + "CASE n % 10 WHEN 0 THEN 'day' ELSE 'quarter' END, " + time
                            + ", CASE n % 2 WHEN 0 THEN 'latency' ELSE 'restore' END, 's' || n % 200, '\\x00'" + rows,
                    "INSERT INTO rollup_changes (tenant_id, changes)" + start + "'\\x00'" + rows,
                    "INSERT INTO incidents (tenant_id, id, workflow, source, severity, opened_at, resolved_at,"
                            + " derived_from)" + start + "'i' || n, 'w' || n % 20, 'runs', 'minor', " + time + ", "
                            + time
                            + ", 'd' || n % 20" + rows,
                    "INSERT INTO jobs (tenant_id, id, kind, asked_by, state, progress, step, process, cancelling,"
                            + " started_at, seen_at, ended_at)" + start + "'j' || n, 'k' || n % 2, 'demand', 'failed',"
                            + " 1, 's', 'p', false, now(), now(), now()" + rows);
        }
        asOwner("ANALYZE");
    }

    @Test
    void numbersAreReadAndAddedByAnIndexOfOnePartition() {
        RollupStore rollups = new RollupStore();
        byIndex(s -> rollups.pending(s, ACME, 200, 1_000));
        byIndex(s -> rollups.countPending(s, ACME, 1_000));
        byIndex(s -> rollups.take(s, ACME, List.of(new RollupStore.Pending(7, new byte[0]))));
        byIndex(s -> rollups.sums(s, ACME, "w1", List.of(new Span(Grain.QUARTER, NOW, BEFORE))));
        byIndex(s -> new TenantRollupStore().toTell(s, ACME, 400));
        RollupHistogramStore histograms = new RollupHistogramStore();
        HistogramKey key = new HistogramKey(Kind.LATENCY, "s7", Grain.DAY, NOW);
        byIndex(s -> histograms.find(s, ACME, List.of(key)));
        byIndex(s -> histograms.of(s, ACME, Kind.RESTORE, "s7", List.of(new Span(Grain.QUARTER, NOW, BEFORE))));
        byIndex(s -> histograms.subjects(s, ACME, Kind.LATENCY, 1_000));
    }

    @Test
    void predictionsAreCountedByAnIndexOfOnePartition() {
        PredictedStore predicted = new PredictedStore();
        byIndex(s -> predicted.first(s, ACME));
        byIndex(s -> predicted.next(s, ACME, NOW));
        byIndex(s -> predicted.lastCounted(s, ACME));
        byIndex(s -> predicted.count(s, ACME, List.of(Quarter.of(NOW))));
        byIndex(s -> predicted.ofDays(s, ACME, List.of(NOW)));
        byIndex(s -> predicted.latest(s, ACME, List.of(new PredictedStore.Question("r7", 1, NOW))));
    }

    @Test
    void incidentsFollowByAnIndexOfOnePartition() {
        TurnStore turns = new TurnStore();
        byIndex(s -> turns.among(s, ACME, List.of(new TurnStore.End("w1", NOW, "r7", 1, true))));
        byIndex(s -> turns.runBefore(s, ACME, "w1", NOW));
        byIndex(s -> turns.runs(s, ACME, "w1", NOW, BEFORE));
        byIndex(s -> turns.goodRunAfter(s, ACME, "w1", NOW));
        byIndex(s -> turns.badRunAfter(s, ACME, "w1", NOW));
        byIndex(s -> turns.alertBefore(s, ACME, "s7", "n", NOW));
        byIndex(s -> turns.alerts(s, ACME, "s7", "n", NOW, BEFORE));
        byIndex(s -> new DerivedIncidentStore().touching(s, ACME, "d7", NOW, BEFORE, true));
    }

    @Test
    void incidentsAndJobsAreListedByAnIndexOfOnePartition() {
        IncidentFilter all = new IncidentFilter(null, null, null, null, null, null);
        byIndex(s -> new IncidentStore().find(s, ACME, List.of("i7")));
        byIndex(s -> new IncidentStore().page(s, ACME, all, new TimePaging(50, null)));
        byIndex(s -> new IncidentStore().page(s, ACME, all, new TimePaging(50, new TimePaging.Place(NOW, 10_000))));
        byIndex(s -> new JobStore().find(s, ACME, "j7"));
        byIndex(s -> new JobStore().running(s, ACME, "k1"));
        byIndex(s -> new JobStore().page(s, ACME, "k1", new Paging(50, null)));
    }
}
