package io.neuralops.verticles.isolation;

import static io.neuralops.verticles.isolation.Attempt.A;
import static io.neuralops.verticles.isolation.Attempt.B;
import static io.neuralops.verticles.isolation.Attempt.OTHERS;

import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.isolation.Probe;
import io.neuralops.sql.isolation.ProbeSource;
import io.neuralops.verticles.analytics.Granularity;
import io.neuralops.verticles.analytics.ReportOverview;
import io.neuralops.verticles.analytics.ReportTenant;
import io.neuralops.verticles.analytics.Reports;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Tries to read another tenant's numbers: by the name of its workflow, and by its own. */
public final class ReportProbes implements ProbeSource {
    /** The canaries' numbers are of this time. */
    private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");

    private static final Instant TO = Instant.parse("2025-01-02T00:00:00Z");

    private final Reports reports;

    public ReportProbes(Reports reports) {
        this.reports = reports;
    }

    @Override
    public Future<List<Probe>> probes() {
        return Future.succeededFuture(List.of(
                Attempt.equal(
                        "reports.overview_control",
                        "reports",
                        "as canary_b: the runs of its workflow, added up",
                        "2",
                        () -> runs(B)),
                Attempt.equal(
                        "reports.overview",
                        "reports",
                        "as canary_a: the runs of canary_b's workflow, added up",
                        "0",
                        () -> runs(A)),
                Attempt.notFound(
                        "reports.tenant",
                        "reports",
                        "as canary_a: the report of canary_b",
                        () -> reports.tenant(A, new ReportTenant(OTHERS, FROM, TO, null, null, null)))));
    }

    private Future<String> runs(Principal who) {
        return reports.overview(who, new ReportOverview(FROM, TO, Granularity.DAY, OTHERS, null))
                .map(overview -> Long.toString(overview.usage().runs()));
    }
}
