package io.neuralops.sql.store;

import io.neuralops.models.incident.Incident;
import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.models.perf.Latencies;
import io.neuralops.models.perf.PerfSource;
import io.neuralops.models.perf.PerfWindow;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.signal.Severity;
import io.neuralops.models.signal.Signal;
import io.neuralops.models.signal.SignalState;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Json;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** The known rows of the canaries: some in every table, named after their tenant. */
public final class CanaryStore {
    /** Every table of tenants. A new one comes with a row for each canary: without it nothing can be proven about it. */
    private static final List<String> TABLES = List.of(
            "workflow_runs",
            "insight_signals",
            "incidents",
            "predictions",
            "model_versions",
            "idempotency_keys",
            "perf_metrics",
            "feedback",
            "shadow_predictions",
            "drift_findings",
            "jobs",
            "rollups",
            "rollup_histograms",
            "rollup_changes");

    /** From which table, and whose. */
    private static final String SEEN = TABLES.stream()
            .map(table -> "SELECT '" + table + "' AS origin, tenant_id FROM " + table + " WHERE tenant_id IN ('"
                    + Canaries.A + "', '" + Canaries.B + "')")
            .collect(Collectors.joining(" UNION "));

    private static final Instant THEN = Instant.parse("2025-01-01T00:00:00Z");
    private static final int MANY = 2; // more than one, so that a list of them has a next page

    private final RunStore runs = new RunStore();
    private final SignalStore signals = new SignalStore();
    private final IncidentStore incidents = new IncidentStore();
    private final PredictionStore predictions = new PredictionStore();
    private final ModelStore models = new ModelStore();
    private final IdempotencyStore keys = new IdempotencyStore();
    private final PerfStore perf = new PerfStore();
    private final CanaryQuality quality = new CanaryQuality();
    private final JobStore jobs = new JobStore();
    private final CanaryRollups rollups = new CanaryRollups();

    /**
     * What a canary sees of both.
     *
     * @param others where rows of the other are seen
     * @param missing where not even its own are
     */
    public record Sight(Set<String> others, Set<String> missing) {}

    /** Looks at every table. With both names in the predicate, as with a thousand tenants leaving it out is dear. */
    public Future<Sight> look(Session session, TenantId canary) {
        return session.query(SEEN, row -> List.of(row.text(0), row.text(1))).map(seen -> {
            Set<String> others = new TreeSet<>();
            Set<String> missing = new TreeSet<>(TABLES);
            for (List<String> one : seen) {
                if (one.getLast().equals(canary.value())) {
                    missing.remove(one.getFirst());
                } else {
                    others.add(one.getFirst());
                }
            }
            return new Sight(others, missing);
        });
    }

    /** The id of a canary's prediction. */
    public static UUID prediction(TenantId canary, int number) {
        return UUID.nameUUIDFromBytes((canary + " " + number).getBytes(StandardCharsets.UTF_8));
    }

    /** Makes the rows that are not there. */
    public Future<Void> plant(Session session, TenantId canary) {
        List<Run> reports = new ArrayList<>();
        for (int i = 1; i <= MANY; i++) {
            reports.add(run(canary, i == 1 ? canary.value() : canary.value() + "_" + i));
        }
        return runs.record(session, canary, reports)
                .compose(done -> signals.record(session, canary, List.of(signal(canary))))
                .compose(done -> plantIncidents(session, canary))
                .compose(done -> plantPredictions(session, canary))
                .compose(done -> plantModels(session, canary))
                .compose(done -> plantKey(session, canary))
                .compose(done -> plantPerf(session, canary))
                .compose(done -> quality.plant(session, canary, prediction(canary, 1), THEN))
                .compose(done -> rollups.plant(session, canary, THEN))
                .compose(done -> jobs.claim(session, canary, job(canary)).mapEmpty());
    }

    private Future<Void> plantIncidents(Session session, TenantId canary) {
        List<Incident> all = new ArrayList<>();
        for (int i = 1; i <= MANY; i++) {
            all.add(incident(canary, i == 1 ? canary.value() : canary.value() + "_" + i));
        }
        return incidents
                .find(session, canary, all.stream().map(Incident::id).toList())
                .compose(there -> incidents.insert(
                        session,
                        canary,
                        all.stream().filter(one -> !there.containsKey(one.id())).toList()));
    }

    private Future<Void> plantPredictions(Session session, TenantId canary) {
        Future<Void> done = Future.succeededFuture();
        for (int i = 1; i <= MANY; i++) {
            PredictionRow row = prediction(canary, prediction(canary, i));
            done = done.compose(before -> predictions.find(session, canary, row.id()))
                    .compose(there -> there.isPresent()
                            ? Future.succeededFuture()
                            : predictions.insert(session, canary, List.of(row)));
        }
        return done;
    }

    private Future<Void> plantModels(Session session, TenantId canary) {
        Future<Void> done = Future.succeededFuture();
        for (int i = 1; i <= MANY; i++) {
            ModelRow row = model(i == 1 ? canary.value() : canary.value() + "_" + i);
            done = done.compose(before -> models.find(session, canary, row.version()))
                    .compose(there ->
                            there.isPresent() ? Future.succeededFuture() : models.insert(session, canary, row));
        }
        return done;
    }

    private Future<Void> plantKey(Session session, TenantId canary) {
        String name = canary.value();
        return keys.claim(session, canary, new KeyClaim(name, name, name, name, THEN))
                .mapEmpty();
    }

    private Future<Void> plantPerf(Session session, TenantId canary) {
        return perf.insert(session, canary, List.of(perf(canary))).mapEmpty();
    }

    private static Run run(TenantId canary, String id) {
        return new Run(
                id,
                1,
                canary.value(),
                RunStatus.FAILURE,
                THEN,
                THEN.plusSeconds(1),
                THEN.plusSeconds(1),
                1_000L,
                null,
                null,
                "known row of " + canary,
                Map.of(),
                Map.of());
    }

    private static Incident incident(TenantId canary, String id) {
        return new Incident(
                id, canary.value(), null, "canary", IncidentSeverity.NONE, THEN, THEN.plusSeconds(60), Map.of());
    }

    private static Signal signal(TenantId canary) {
        String name = canary.value();
        return new Signal(
                name, null, name, "canary", name, 1.0, Severity.INFO, SignalState.POINT, THEN, THEN, Map.of());
    }

    private static PredictionRow prediction(TenantId canary, UUID id) {
        String name = canary.value();
        return new PredictionRow(
                id, name, 1, name, null, name, 0.5, "base_rate", new Json("{}"), null, THEN, "failure", null);
    }

    /** Of a kind that is never done, so it is entered once and nobody takes it for theirs. */
    private static JobRow job(TenantId canary) {
        String name = canary.value();
        return new JobRow(
                name,
                "canary",
                "demand",
                JobRow.RUNNING,
                0,
                name,
                name,
                false,
                THEN,
                THEN,
                null,
                null,
                null,
                null,
                null);
    }

    private static PerfWindow perf(TenantId canary) {
        String name = canary.value();
        return new PerfWindow(
                prediction(canary, 0),
                name,
                name,
                name,
                THEN.minusSeconds(1),
                THEN,
                1,
                0,
                new Latencies(1.0, 1.0, 1.0, 1.0, 1.0),
                1,
                null,
                PerfSource.ROWS,
                null);
    }

    /** Never active, so that nobody looks for an artifact. */
    private static ModelRow model(String version) {
        Json none = new Json("{}");
        return new ModelRow(
                version, "canary", null, null, null, null, none, "none", null, none, none, THEN, false, null, null);
    }
}
