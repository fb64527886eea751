package io.neuralops.verticles.insight;

import static io.neuralops.verticles.operation.Futures.then;

import io.neuralops.models.incident.Incident;
import io.neuralops.models.incident.IncidentReport;
import io.neuralops.models.incident.RecordedIncident;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.models.tenant.Principal;
import io.neuralops.sql.Database;
import io.neuralops.sql.Session;
import io.neuralops.sql.store.IncidentFilter;
import io.neuralops.sql.store.IncidentStore;
import io.neuralops.sql.store.TimePaging;
import io.neuralops.verticles.operation.Cursor;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Page;
import io.neuralops.verticles.rollup.Changes;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes in incidents and lists them. */
public final class IncidentService {
    private final Database database;
    private final IncidentStore incidents;
    private final Redactors redactors;
    private final Events events;
    private final Clock clock;

    public IncidentService(
            Database database, IncidentStore incidents, Redactors redactors, Events events, Clock clock) {
        this.database = database;
        this.incidents = incidents;
        this.redactors = redactors;
        this.events = events;
        this.clock = clock;
    }

    /** What a report of an incident did. */
    public record IncidentRecorded(String id, Effect effect) {}

    /** Stores reports; those that are refused don't keep the others from being stored. */
    public Future<List<ItemOutcome<IncidentRecorded>>> record(Principal principal, List<RecordIncident> commands) {
        Instant now = clock.instant();
        return then(redactors.of(principal.tenant()), redactor -> {
            List<ItemOutcome<IncidentReport>> reports = commands.stream()
                    .map(command -> ItemOutcome.attempt(() -> redacted(command.toReport(now), redactor)))
                    .toList();
            return store(principal, reports, now);
        });
    }

    /** Incidents, those that were opened last first. */
    public Future<Page<Incident>> list(Principal principal, ListIncidents query) {
        int limit = Cursor.limit(query.limit());
        TimePaging paging = Cursor.timePaging(principal.tenant(), limit, query.cursor());
        return redactors
                .of(principal.tenant())
                .map(redactor -> filter(query, redactor))
                .compose(filter -> database.read(
                        principal, session -> incidents.page(session, principal.tenant(), filter, paging)))
                .map(rows -> Page.ofTimes(
                        principal.tenant(), rows, limit, IncidentStore.Stored::incident, IncidentStore.Stored::place));
    }

    private Future<List<ItemOutcome<IncidentRecorded>>> store(
            Principal principal, List<ItemOutcome<IncidentReport>> reports, Instant now) {
        List<String> ids = new ArrayList<>(reports.size());
        for (ItemOutcome<IncidentReport> one : reports) {
            if (one instanceof ItemOutcome.Done<IncidentReport> done) {
                ids.add(done.value().id());
            }
        }
        Future<List<ItemOutcome<RecordedIncident>>> stored = ids.isEmpty()
                ? Future.succeededFuture(new Merging(Map.of(), now).take(reports))
                : database.tx(
                        principal,
                        session -> incidents
                                .find(session, principal.tenant(), ids)
                                .compose(known -> merge(session, principal, reports, new Merging(known, now))));
        return stored.onSuccess(all -> publish(principal, all))
                .map(all -> all.stream().map(IncidentService::view).toList());
    }

    private Future<List<ItemOutcome<RecordedIncident>>> merge(
            Session session, Principal principal, List<ItemOutcome<IncidentReport>> reports, Merging merging) {
        List<ItemOutcome<RecordedIncident>> outcomes = merging.take(reports);
        return incidents
                .insert(session, principal.tenant(), merging.created())
                .compose(done -> incidents.update(session, principal.tenant(), merging.changed()))
                .compose(done -> Changes.ofIncidents(recorded(outcomes)).leave(session, principal.tenant()))
                .map(outcomes);
    }

    private static List<RecordedIncident> recorded(List<ItemOutcome<RecordedIncident>> outcomes) {
        List<RecordedIncident> recorded = new ArrayList<>(outcomes.size());
        for (ItemOutcome<RecordedIncident> one : outcomes) {
            if (one instanceof ItemOutcome.Done<RecordedIncident> done
                    && done.value().changed()) {
                recorded.add(done.value());
            }
        }
        return recorded;
    }

    private void publish(Principal principal, List<ItemOutcome<RecordedIncident>> outcomes) {
        for (RecordedIncident one : recorded(outcomes)) {
            events.publish(new Event.IncidentRecorded(principal.tenant(), one.after()));
        }
    }

    private static ItemOutcome<IncidentRecorded> view(ItemOutcome<RecordedIncident> outcome) {
        return switch (outcome) {
            case ItemOutcome.Done<RecordedIncident> done -> {
                RecordedIncident one = done.value();
                Effect effect = one.created() ? Effect.CREATED : one.changed() ? Effect.UPDATED : Effect.UNCHANGED;
                yield new ItemOutcome.Done<>(new IncidentRecorded(one.after().id(), effect));
            }
            case ItemOutcome.Refused<RecordedIncident> refused -> new ItemOutcome.Refused<>(refused.failure());
        };
    }

    private static IncidentReport redacted(IncidentReport report, Redactor redactor) {
        return new IncidentReport(
                redactor.id(report.id()),
                report.service() == null ? null : redactor.identifier(report.service()),
                redactor.idOrNull(report.workflow()),
                report.source() == null ? null : redactor.identifier(report.source()),
                report.severity(),
                report.openedAt(),
                report.resolvedAt(),
                redactor.labels(report.labels()));
    }

    /** Names are kept without personal data, and so they are looked for. */
    private static IncidentFilter filter(ListIncidents query, Redactor redactor) {
        return new IncidentFilter(
                query.service() == null ? null : redactor.identifier(query.service()),
                redactor.idOrNull(query.workflow()),
                query.severity(),
                query.from(),
                query.to(),
                query.open());
    }
}
