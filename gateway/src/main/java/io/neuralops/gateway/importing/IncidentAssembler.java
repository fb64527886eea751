package io.neuralops.gateway.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.models.privacy.Redactor;
import io.neuralops.verticles.insight.RecordIncident;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds reports of incidents from rows. One without an end is open, unless its state says that it ended. */
final class IncidentAssembler implements Assembler<RecordIncident> {
    private static final String SOURCE = "import";
    private static final String COMPONENTS = "components";

    private final Words<IncidentSeverity> severities = new Words<IncidentSeverity>(Field.INCIDENT_SEVERITY)
            .add(IncidentSeverity.NONE, "none", "info", "operational", "sev5", "p5")
            .add(IncidentSeverity.MINOR, "minor", "low", "warning", "degraded_performance", "sev3", "sev4", "p3", "p4")
            .add(IncidentSeverity.MAJOR, "major", "medium", "moderate", "high", "partial_outage", "sev2", "p2")
            .add(
                    IncidentSeverity.CRITICAL,
                    "critical",
                    "urgent",
                    "emergency",
                    "major_outage",
                    "sev1",
                    "sev0",
                    "p1",
                    "p0")
            .add(IncidentSeverity.MAINTENANCE, "maintenance", "scheduled", "under_maintenance", "planned")
            .add(IncidentSeverity.UNRATED, "unrated", "unknown", "undefined");
    private final Words<Boolean> ended = new Words<Boolean>(Field.INCIDENT_STATE)
            .add(true, "resolved", "closed", "completed", "postmortem", "done", "fixed", "recovered", "up")
            .add(false, "open", "opened", "new", "triggered", "acknowledged", "investigating", "identified")
            .add(false, "monitoring", "update", "ongoing", "in_progress", "verifying", "scheduled", "active", "down");
    private final Ids ids = new Ids();
    private final Labels labels = new Labels();
    private long open;

    @Override
    public RecordIncident report(Plan plan, Row.Values row) {
        Instant opened = Times.parse(Field.OPENED_AT, plan.needed(row, Field.OPENED_AT));
        Instant resolved = Times.parse(Field.RESOLVED_AT, plan.text(row, Field.RESOLVED_AT));
        if (Boolean.TRUE.equals(ended.of(plan.text(row, Field.INCIDENT_STATE))) && resolved == null) {
            throw Check.invalid(
                    Field.RESOLVED_AT.label(),
                    "is missing, though the incident is told to have ended (--map COLUMN=- leaves that out)");
        }
        List<String> components = components(plan.text(row, Field.INCIDENT_SERVICE));
        String service = components.isEmpty() ? null : components.getFirst();
        String workflow = plan.text(row, Field.INCIDENT_WORKFLOW);
        Map<String, String> told = labels.of(plan, row);
        if (components.size() > 1) {
            told.putIfAbsent(COMPONENTS, Texts.kept(String.join(", ", components), ColumnRules.MAX_LABEL));
        }
        String id = plan.text(row, Field.INCIDENT_ID);
        RecordIncident report = new RecordIncident(
                id == null ? id(plan, service, workflow, opened) : id,
                service,
                workflow,
                Objects.requireNonNullElse(plan.text(row, Field.SOURCE), SOURCE),
                severities.of(plan.text(row, Field.INCIDENT_SEVERITY)),
                opened,
                resolved,
                told);
        open += resolved == null ? 1 : 0;
        return report;
    }

    @Override
    public Notes notes(List<ColumnUse> columns, boolean jobInId) {
        return new Notes(Kind.INCIDENTS, columns, 0, ids.derived(), false, open, labels.leftOut());
    }

    /** Ids are kept as they are given, so nothing personal may come into one that is made here. */
    private String id(Plan plan, @Nullable String service, @Nullable String workflow, @Nullable Instant opened) {
        if (!plan.places(Field.INCIDENT_ID).isEmpty()) {
            throw Check.invalid(Field.INCIDENT_ID.label(), "is missing");
        }
        String of = service == null ? Objects.requireNonNullElse(workflow, Kind.INCIDENTS.one()) : service;
        return ids.derive(Redactor.maskedName(of), Check.instant(Field.OPENED_AT.label(), opened));
    }

    /** Status pages name all that was disturbed: the incident is counted with the first, and keeps all as a label. */
    private static List<String> components(@Nullable String text) {
        return text == null
                ? List.of()
                : Stream.of(text.split(";", -1))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
    }
}
