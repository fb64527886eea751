package io.neuralops.verticles.analytics;

import io.neuralops.models.failure.Check;
import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.store.IncidentTimesStore;
import io.neuralops.sql.store.IncidentTimesStore.Times;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Places;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reports on incidents. */
public final class IncidentReports {
    private static final int REPORTS = 4;
    private static final int REPORTS_OF_A_TENANT = 2;

    private final Database database;
    private final IncidentTimesStore times;
    private final Redactors redactors;
    private final Clock clock;
    private final Places places =
            new Places(REPORTS, REPORTS_OF_A_TENANT, "as many reports are being made as can be at a time");

    public IncidentReports(Database database, IncidentTimesStore times, Redactors redactors, Clock clock) {
        this.database = database;
        this.times = times;
        this.redactors = redactors;
        this.clock = clock;
    }

    /** How long incidents lasted. */
    public Future<IncidentTimes> times(Principal principal, ReportIncidents query) {
        Instant now = Check.instant("as_of", clock.instant());
        ReportIncidents asked = query.at(now);
        return places.in(
                principal.tenant(),
                () -> redactors.of(principal.tenant()).compose(redactor -> times(principal, asked, redactor, now)));
    }

    /** Names are kept without personal data, and so they are looked for. */
    private Future<IncidentTimes> times(Principal principal, ReportIncidents asked, Redactor redactor, Instant now) {
        Instant from = Check.instant("from", asked.from());
        Instant to = Check.instant("to", asked.to());
        String service = asked.service() == null ? null : redactor.identifier(asked.service());
        String workflow = redactor.idOrNull(asked.workflow());
        return database.read(
                        principal, session -> times.times(session, principal.tenant(), service, workflow, from, to))
                .map(sets -> report(from, to, now, sets));
    }

    private static IncidentTimes report(Instant from, Instant to, Instant now, List<Times> sets) {
        long excluded = 0;
        IncidentTimes.Durations overall = IncidentTimes.Durations.NONE;
        List<IncidentTimes.OfSeverity> bySeverity = new ArrayList<>();
        for (Times set : sets) {
            if (set.name().equals(IncidentTimesStore.ALL)) {
                overall = Minutes.of(set);
            } else if (set.name().equals(IncidentSeverity.MAINTENANCE.label())) {
                excluded = set.resolved() + set.stillOpen();
            } else {
                bySeverity.add(new IncidentTimes.OfSeverity(IncidentSeverity.named(set.name()), Minutes.of(set)));
            }
        }
        bySeverity.sort((a, b) -> a.severity().compareTo(b.severity()));
        return new IncidentTimes(Definition.TIME_TO_RESTORE, from, to, now, excluded, overall, List.copyOf(bySeverity));
    }
}
