package io.neuralops.verticles.isolation;

import static io.neuralops.verticles.isolation.Attempt.A;
import static io.neuralops.verticles.isolation.Attempt.B;
import static io.neuralops.verticles.isolation.Attempt.OTHERS;

import io.neuralops.models.incident.Incident;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.isolation.Probe;
import io.neuralops.sql.isolation.ProbeSource;
import io.neuralops.verticles.analytics.IncidentReports;
import io.neuralops.verticles.analytics.ReportIncidents;
import io.neuralops.verticles.insight.IncidentService;
import io.neuralops.verticles.insight.ListIncidents;
import io.neuralops.verticles.operation.Page;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tries to read another tenant's incidents: in lists, by a cursor, and counted together. */
public final class IncidentProbes implements ProbeSource {
    /** The canaries' incidents were opened within. */
    private static final Instant FROM = Instant.parse("2024-12-31T00:00:00Z");

    private static final Instant TO = Instant.parse("2025-01-02T00:00:00Z");

    private final IncidentService incidents;
    private final IncidentReports reports;

    public IncidentProbes(IncidentService incidents, IncidentReports reports) {
        this.incidents = incidents;
        this.reports = reports;
    }

    @Override
    public Future<List<Probe>> probes() {
        return Future.succeededFuture(List.of(
                Attempt.equal(
                        "incidents.by_service_control",
                        "incidents",
                        "as canary_b: the incidents of its service",
                        OTHERS,
                        () -> listed(B, OTHERS, null).map(List::getLast)),
                Attempt.withoutOthers("incidents.list", "incidents", "all incidents", () -> listed(A, null, null)),
                Attempt.withoutOthers(
                        "incidents.by_service",
                        "incidents",
                        "the incidents of canary_b's service",
                        () -> listed(A, OTHERS, null)),
                Attempt.notFound(
                        "incidents.cursor",
                        "incidents",
                        "incidents from a cursor of canary_b on",
                        () -> page(B, null, 1, null)
                                .map(first -> Objects.requireNonNull(first.nextCursor(), "canary_b has no second page"))
                                .compose(cursor -> listed(A, null, cursor))),
                Attempt.equal(
                        "incidents.report_control",
                        "reports",
                        "as canary_b: how many incidents of its service were resolved",
                        "2",
                        () -> counted(B)),
                Attempt.equal(
                        "incidents.report",
                        "reports",
                        "as canary_a: how many incidents of canary_b's service were resolved",
                        "0",
                        () -> counted(A))));
    }

    private Future<List<String>> listed(Principal who, @Nullable String service, @Nullable String cursor) {
        return page(who, service, 500, cursor)
                .map(page -> page.items().stream().map(Incident::id).toList());
    }

    private Future<Page<Incident>> page(Principal who, @Nullable String service, int limit, @Nullable String cursor) {
        return incidents.list(who, new ListIncidents(service, null, null, null, null, null, limit, cursor));
    }

    private Future<String> counted(Principal who) {
        return reports.times(who, new ReportIncidents(OTHERS, null, FROM, TO))
                .map(report -> Long.toString(report.overall().n()));
    }
}
