package io.neuralops.verticles.isolation;

import static io.neuralops.verticles.isolation.Attempt.A;
import static io.neuralops.verticles.isolation.Attempt.B;
import static io.neuralops.verticles.isolation.Attempt.OTHERS;

import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.isolation.Probe;
import io.neuralops.sql.isolation.ProbeSource;
import io.neuralops.verticles.profiler.ListPerf;
import io.neuralops.verticles.profiler.MergePerf;
import io.neuralops.verticles.profiler.MergedPerf;
import io.neuralops.verticles.profiler.PerfQueries;
import io.neuralops.verticles.profiler.PerfView;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries to read how another tenant's endpoints did, window by window and put together. */
public final class PerfProbes implements ProbeSource {
    /** The canaries' windows end within. */
    private static final Instant FROM = Instant.parse("2024-12-31T00:00:00Z");

    private static final Instant TO = Instant.parse("2025-01-02T00:00:00Z");

    private final PerfQueries perf;

    public PerfProbes(PerfQueries perf) {
        this.perf = perf;
    }

    @Override
    public Future<List<Probe>> probes() {
        return Future.succeededFuture(List.of(
                Attempt.equal(
                        "perf.by_service_control",
                        "perf",
                        "as canary_b: the windows of its service",
                        OTHERS,
                        () -> listed(B, OTHERS).map(List::getFirst)),
                Attempt.withoutOthers("perf.list", "perf", "all windows", () -> listed(A, null)),
                Attempt.withoutOthers(
                        "perf.by_service", "perf", "the windows of canary_b's service", () -> listed(A, OTHERS)),
                Attempt.equal(
                        "perf.merged_control",
                        "perf",
                        "as canary_b: the windows of its service, put together",
                        OTHERS,
                        () -> merged(B, OTHERS).map(List::getFirst)),
                Attempt.withoutOthers("perf.merged", "perf", "all windows, put together", () -> merged(A, null)),
                Attempt.withoutOthers(
                        "perf.merged_by_service",
                        "perf",
                        "the windows of canary_b's service, put together",
                        () -> merged(A, OTHERS))));
    }

    private Future<List<String>> listed(Principal who, @Nullable String service) {
        return perf.list(who, new ListPerf(service, null, null, null, 500, null))
                .map(page -> page.items().stream().map(PerfView::service).toList());
    }

    private Future<List<String>> merged(Principal who, @Nullable String service) {
        return perf.merge(who, new MergePerf(service, null, FROM, TO))
                .map(all ->
                        all.items().stream().map(MergedPerf.Endpoint::service).toList());
    }
}
