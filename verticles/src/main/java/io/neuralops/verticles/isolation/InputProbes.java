package io.neuralops.verticles.isolation;

import static io.neuralops.verticles.isolation.Attempt.A;
import static io.neuralops.verticles.isolation.Attempt.B;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.isolation.Observation;
import io.neuralops.sql.isolation.Probe;
import io.neuralops.sql.isolation.ProbeSource;
import io.neuralops.verticles.insight.ListRuns;
import io.neuralops.verticles.insight.RecordRun;
import io.neuralops.verticles.insight.RunService;
import io.neuralops.verticles.training.GetJob;
import io.neuralops.verticles.training.TrainingService;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tries texts that would be SQL or paths if they were not only texts, and ids of what another tenant started. */
public final class InputProbes implements ProbeSource {
    private static final List<String> NAMES = List.of(
            "../canary_b",
            "canary_b/../canary_b",
            "/canary_b",
            "canary_b.db",
            "canary_b\0",
            "canary_b\"; DROP SCHEMA tenant_canary_b; --",
            "Canary_b",
            "c\u0430nary_b",
            "");
    private static final List<String> TEXTS = List.of(
            "'; SELECT set_config('app.tenant_id', 'canary_b', false); --",
            "x' OR '1' = '1",
            "$1; COMMIT; SET app.tenant_id = 'canary_b'",
            "canary_a') UNION SELECT * FROM workflow_runs --",
            "'; ATTACH DATABASE 'canary_b.db' AS other; --");
    private static final Instant THEN = Instant.parse("2025-01-01T00:00:00Z");

    private final RunService runs;
    private final TrainingService training;

    public InputProbes(RunService runs, TrainingService training) {
        this.runs = runs;
        this.training = training;
    }

    @Override
    public Future<List<Probe>> probes() {
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            probes.add(Attempt.withoutOthers(
                    "text.filter_" + (i + 1), "text", "runs of the workflow " + text, () -> workflows(text)));
            probes.add(Attempt.equal(
                    "text.stored_" + (i + 1),
                    "text",
                    "as canary_a: a run whose id is " + text + "; then the ids of canary_b's runs",
                    "canary_b, canary_b_2",
                    () -> store(text).compose(done -> ids())));
        }
        probes.add(new Probe(
                "tenant.names",
                "files and schemas",
                "names of tenants that would lead to another's file or schema: " + NAMES.size(),
                "all refused",
                () -> Future.succeededFuture(names())));
        probes.add(Attempt.notFound(
                "jobs.by_id",
                "jobs",
                "a job of canary_b by its id",
                () -> training.job(A, new GetJob(Canaries.B.value()))));
        return Future.succeededFuture(List.copyOf(probes));
    }

    private Future<List<String>> workflows(String filter) {
        return runs.list(A, new ListRuns(filter, null, null, null, null))
                .map(page -> page.items().stream().map(Run::workflow).toList());
    }

    private Future<?> store(String text) {
        return runs.record(
                A,
                List.of(new RecordRun(
                        text,
                        1,
                        Canaries.A.value(),
                        RunStatus.CANCELLED,
                        THEN,
                        THEN,
                        THEN,
                        null,
                        null,
                        null,
                        null,
                        text,
                        null,
                        null)));
    }

    private Future<String> ids() {
        return runs.list(B, new ListRuns(null, null, null, 500, null))
                .map(page -> String.join(
                        ", ", page.items().stream().map(Run::runId).sorted().toList()));
    }

    private static Observation names() {
        List<String> taken = NAMES.stream().filter(InputProbes::taken).toList();
        return Observation.of(taken.isEmpty(), taken.isEmpty() ? "all refused" : taken.size() + " taken");
    }

    private static boolean taken(String name) {
        try {
            return new TenantId(name).value().equals(name);
        } catch (FailureException refused) {
            return false;
        }
    }
}
