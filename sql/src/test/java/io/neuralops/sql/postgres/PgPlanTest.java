package io.neuralops.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunKey;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import io.neuralops.sql.store.DriftStore;
import io.neuralops.sql.store.ExportFilter;
import io.neuralops.sql.store.ExportStore;
import io.neuralops.sql.store.ExportStore.Place;
import io.neuralops.sql.store.ExportTable;
import io.neuralops.sql.store.FeedbackStore;
import io.neuralops.sql.store.IdempotencyStore;
import io.neuralops.sql.store.KeyClaim;
import io.neuralops.sql.store.LiveStore;
import io.neuralops.sql.store.ModelStore;
import io.neuralops.sql.store.Paging;
import io.neuralops.sql.store.PerfFilter;
import io.neuralops.sql.store.PerfStore;
import io.neuralops.sql.store.PredictionFilter;
import io.neuralops.sql.store.PredictionStore;
import io.neuralops.sql.store.RetentionStore;
import io.neuralops.sql.store.RunFilter;
import io.neuralops.sql.store.RunStore;
import io.neuralops.sql.store.SignalStore;
import io.neuralops.sql.store.StoredAnswer;
import io.neuralops.sql.store.TimePaging;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every query that is asked often goes by an index, and touches the partition of its tenant alone. */
class PgPlanTest extends PgPlanTests {
    private static final Instant NOW = Instant.parse("2025-03-01T00:00:00Z");
    private static final Pattern ROWS = Pattern.compile("rows=(\\d+)");
    private static final RunStore RUNS = new RunStore();
    private static final PredictionStore PREDICTIONS = new PredictionStore();

    @BeforeEach
    void fill() {
        for (String tenant : List.of("acme", "globex")) {
            asOwner(
                    "SET app.tenant_id = '" + tenant + "'",
                    "SET app.writes = '" + tenant + "'",
                    "INSERT INTO workflow_runs (tenant_id, run_id, attempt, workflow, status, started_at, known_at)"
                            + " SELECT '" + tenant + "', 'r' || n, 1, 'w' || n % 20,"
                            + " CASE n % 500 WHEN 0 THEN 'running' ELSE 'success' END, now(), now()"
                            + " FROM generate_series(1, 20000) n",
                    "INSERT INTO predictions (tenant_id, id, run_id, attempt, workflow, model_version, probability, basis,"
                            + " recommendation, created_at) SELECT '" + tenant
                            + "', gen_random_uuid(), 'r' || n, 1, 'w' || n % 20, 'v1',"
                            + " 0.5, 'b', '{}', now() FROM generate_series(1, 20000) n",
                    "INSERT INTO insight_signals (tenant_id, id, service, kind, name, severity, state, observed_at,"
                            + " known_at) SELECT '" + tenant
                            + "', 's' || n, 's', 'k', 'n', 'info', 'point', now(), now()"
                            + " FROM generate_series(1, 20000) n",
                    "INSERT INTO perf_metrics (tenant_id, id, run_id, service, endpoint, started_at, timestamp, requests,"
                            + " throughput, errors, source) SELECT '" + tenant
                            + "', gen_random_uuid(), 'r', 's' || n % 20, 'e', now() - n * interval '10 seconds',"
                            + " now() - (n - 1) * interval '10 seconds', 10, 1, 0, 'rows'"
                            + " FROM generate_series(1, 20000) n",
                    "INSERT INTO shadow_predictions (tenant_id, prediction_id, version, probability, created_at) SELECT '"
                            + tenant
                            + "', gen_random_uuid(), 'v' || n % 5, 0.5, now() FROM generate_series(1, 20000) n",
                    "INSERT INTO feedback (tenant_id, run_id, attempt, prediction_id, verdict, given_at) SELECT '"
                            + tenant
                            + "', 'r' || n, 1, gen_random_uuid(), 'real', now() FROM generate_series(1, 20000) n",
                    "INSERT INTO drift_findings (tenant_id, version, day, feature, psi, found_at) SELECT '" + tenant
                            + "', 'v1', 'd' || n, 'f', 1, now() FROM generate_series(1, 2000) n",
                    "INSERT INTO model_versions (tenant_id, version, kind, baseline, checksum, schema, provenance,"
                            + " created_at, active) SELECT '" + tenant
                            + "', 'v' || n, 'k', '{}', 'c', '{}', '{}', now(),"
                            + " n = 1 FROM generate_series(1, 2000) n");
        }
        for (String tenant : List.of("acme", "globex")) {
            asOwner(
                    "SET app.tenant_id = '" + tenant + "'",
                    "SET app.writes = '" + tenant + "'",
                    "INSERT INTO idempotency_keys (tenant_id, key, operation, fingerprint, claimed_by, claimed_at) SELECT '"
                            + tenant + "', 'k' || n, 'predict', 'f', 'me', now() FROM generate_series(1, 20000) n");
        }
        asOwner("ANALYZE");
    }

    @Test
    void everyHotQueryGoesByAnIndexOfOnePartition() {
        Paging page = new Paging(50, null);
        Paging next = new Paging(50, 10_000L);
        Run run = new Run("r7", 1, "w", RunStatus.SUCCESS, NOW, NOW, NOW, null, null, null, null, Map.of(), Map.of());
        byIndex(s -> RUNS.record(s, ACME, List.of(run)));
        byIndex(s -> RUNS.findAll(s, ACME, List.of("r7")));
        byIndex(s -> RUNS.page(s, ACME, new RunFilter(null, null), page));
        byIndex(s -> RUNS.page(
                s, ACME, "w1", new RunFilter(null, null), new TimePaging(50, new TimePaging.Place(NOW, 10_000))));
        byIndex(s -> RUNS.forEachOpen(s, ACME, open -> {}));
        byIndex(s -> PREDICTIONS.find(s, ACME, new UUID(1, 1)));
        byIndex(s -> PREDICTIONS.page(s, ACME, new PredictionFilter(null, null, null, null), page));
        byIndex(s -> PREDICTIONS.page(s, ACME, new PredictionFilter("r7", null, null, null), next));
        byIndex(s -> PREDICTIONS.page(s, ACME, new PredictionFilter(null, "w1", null, null), page));
        byIndex(s -> PREDICTIONS.page(s, ACME, new PredictionFilter(null, null, 0.5, null), next));
        ExportFilter filter = new ExportFilter(NOW, NOW.plusSeconds(9), null);
        for (ExportTable table : ExportTable.values()) {
            Place from = table == ExportTable.RUNS ? new Place("r5000", 1) : new Place("", 5_000);
            Place to = table == ExportTable.RUNS ? new Place("r5050", 1) : new Place("", 5_100);
            byIndex(s -> new ExportStore().page(s, ACME, table, filter, from, to, 100));
        }
        byIndex(s -> new ExportStore()
                .page(
                        s,
                        ACME,
                        ExportTable.RUNS,
                        new ExportFilter(NOW, NOW.plusSeconds(9), "w1"),
                        new Place("r10", 1),
                        new Place("r101", 1),
                        100));
        byIndex(s -> new SignalStore().record(s, ACME, List.of(signal())));
        byIndex(s -> new ModelStore().page(s, ACME, page));
        TimePaging recent = new TimePaging(50, null);
        TimePaging later = new TimePaging(50, new TimePaging.Place(NOW, 10_000L));
        byIndex(s -> new PerfStore().find(s, ACME, new UUID(1, 1)));
        byIndex(s -> new PerfStore().page(s, ACME, new PerfFilter(null, null, null, null), recent));
        byIndex(s -> new PerfStore().page(s, ACME, new PerfFilter(null, null, NOW, NOW), later));
        byIndex(s -> new PerfStore().page(s, ACME, new PerfFilter("s7", "e", NOW, null), later));
        KeyClaim claim = new KeyClaim("k7", "predict", "f", "me", NOW);
        byIndex(s -> new IdempotencyStore().find(s, ACME, "k7"));
        byIndex(s -> new IdempotencyStore().takeOver(s, ACME, claim, claim));
        byIndex(s -> new IdempotencyStore()
                .complete(s, ACME, claim, new StoredAnswer(200, "a/b", null, null, new byte[0]), NOW));
        byIndex(s -> new IdempotencyStore().release(s, ACME, claim));
        byIndex(s -> new IdempotencyStore().deleteOldest(s, ACME, NOW, 100));
        byIndex(s -> new ModelStore().active(s, ACME));
        byIndex(s -> new ModelStore().find(s, ACME, "v7"));
        byIndex(s -> new ModelStore().activate(s, ACME, "v7", null));
        byIndex(s -> new FeedbackStore().find(s, ACME, new RunKey("r7", 1)));
        byIndex(s -> new LiveStore().latest(s, ACME, "v1", NOW, 5_000, live -> {}));
        byIndex(s -> new DriftStore().latest(s, ACME, "v1", 10));
        for (RetentionStore.Kind kind : RetentionStore.Kind.values()) {
            byIndex(s -> new RetentionStore().deleteOldest(s, ACME, kind, NOW, 500));
        }
    }

    /** If it took a page for a quarter of a million rows, it would go through all of them, for each page. */
    @Test
    void aPageOfAnExportIsTakenForASmallOne() {
        ExportFilter filter = new ExportFilter(NOW, NOW.plusSeconds(9), null);
        List<String> plans = plans(s -> new ExportStore()
                .page(s, ACME, ExportTable.RUNS, filter, new Place("r5000", 1), new Place("r5050", 1), 100));

        assertThat(plans)
                .hasSize(2)
                .allSatisfy(plan -> assertThat(ROWS.matcher(plan).results())
                        .isNotEmpty()
                        .allSatisfy(rows ->
                                assertThat(Integer.parseInt(rows.group(1))).isLessThan(200)));
    }

    private static Signal signal() {
        return new Signal("s7", null, "db", "k", "n", null, Severity.INFO, SignalState.POINT, NOW, NOW, Map.of());
    }
}
