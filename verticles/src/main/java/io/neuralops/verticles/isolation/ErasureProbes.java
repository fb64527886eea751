package io.neuralops.verticles.isolation;

import static io.neuralops.verticles.isolation.Attempt.A;
import static io.neuralops.verticles.isolation.Attempt.B;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.sql.isolation.Probe;
import io.neuralops.sql.isolation.ProbeSource;
import io.neuralops.verticles.erasure.ErasureService;
import io.neuralops.verticles.erasure.ForgetPerson;
import io.neuralops.verticles.insight.ListRuns;
import io.neuralops.verticles.insight.RunService;
import io.vertx.core.Future;
import java.util.List;

/** Tries whether forgetting, which rewrites rows of all tables, reaches those of another tenant. */
public final class ErasureProbes implements ProbeSource {
    private final ErasureService erasure;
    private final RunService runs;

    public ErasureProbes(ErasureService erasure, RunService runs) {
        this.erasure = erasure;
        this.runs = runs;
    }

    @Override
    public Future<List<Probe>> probes() {
        return Future.succeededFuture(List.of(Attempt.equal(
                "persons.forget",
                "erasure",
                "as canary_a: a person forgotten whose name stands in rows of canary_b; then these rows",
                "known row of canary_b, known row of canary_b",
                () -> erasure.forget(A, new ForgetPerson(Canaries.B.value(), false))
                        .compose(done -> runs.list(B, new ListRuns(null, null, null, 500, null)))
                        .map(page -> String.join(
                                ", ",
                                page.items().stream()
                                        .map(run -> String.valueOf(run.errorText()))
                                        .toList())))));
    }
}
