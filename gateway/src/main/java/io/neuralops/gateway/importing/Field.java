package io.neuralops.gateway.importing;

import java.util.Arrays;
import java.util.List;

/**
 * The parts of a report, and the names that exports give them, best first: of several that are filled in a row, the
 * first one counts.
 */
enum Field {
    RUN_ID("run_id", "id", "build_id", "tr_build_id", "database_id", "databaseid", "job_id"),
    /** Unique within a workflow only. */
    RUN_NUMBER("run_number", "build_number", "number"),
    WORKFLOW(
            "workflow",
            "workflow_name",
            "workflowname",
            "name",
            "pipeline",
            "pipeline_name",
            "project",
            "gh_project_name"),
    JOB("job", "job_name", "jobname"),
    STATUS("status", "state"),
    CONCLUSION("conclusion", "result", "outcome"),
    STARTED_AT(
            "started_at",
            "startedat",
            "run_started_at",
            "start_time",
            "started",
            "gh_build_started_at",
            "created_at",
            "createdat"),
    FINISHED_AT("finished_at", "completed_at", "ended_at", "end_time", "finished", "completedat"),
    /** A finish of last resort: later changes move it. */
    UPDATED_AT("updated_at", "updatedat"),
    KNOWN_AT("known_at"),
    DURATION_MS("duration_ms", "run_duration_ms"),
    DURATION_S("duration_s", "duration", "duration_sec", "duration_seconds", "tr_duration"),
    DURATION_MIN("duration_min", "duration_minutes"),
    ATTEMPT("attempt", "run_attempt"),
    COST("cost"),
    CURRENCY("currency"),
    /** The second and further ones become labels of their own name. */
    OWNER(
            "owner",
            "owner_login",
            "actor",
            "actor_login",
            "author",
            "author_login",
            "author_name",
            "triggering_actor",
            "triggering_actor_login",
            "user",
            "user_login",
            "user_name",
            "username",
            "login",
            "committer",
            "committer_login",
            "committer_name",
            "assignee"),
    ERROR_TEXT("error_text", "error", "error_message", "failure_message"),

    SIGNAL_ID(Kind.SIGNALS, "id", "signal_id", "alert_id", "event_id", "fingerprint"),
    SIGNAL_RUN(Kind.SIGNALS, "run_id"),
    SIGNAL_SERVICE(
            Kind.SIGNALS,
            "service",
            "service_name",
            "component",
            "monitor",
            "site",
            "job",
            "instance",
            "host",
            "resource"),
    SIGNAL_KIND(Kind.SIGNALS, "kind", "type", "category"),
    SIGNAL_NAME(
            Kind.SIGNALS,
            "name",
            "alertname",
            "alert_name",
            "alert",
            "metric",
            "metric_name",
            "check",
            "check_name",
            "title"),
    SIGNAL_VALUE(Kind.SIGNALS, "value", "measurement", "metric_value"),
    SIGNAL_SEVERITY(Kind.SIGNALS, "severity", "level", "priority"),
    SIGNAL_STATE(Kind.SIGNALS, "state", "status"),
    OBSERVED_AT(
            Kind.SIGNALS,
            "observed_at",
            "timestamp",
            "time",
            "at",
            "fired_at",
            "starts_at",
            "started_at",
            "created_at",
            "date"),
    SIGNAL_KNOWN_AT(Kind.SIGNALS, "known_at", "received_at"),

    INCIDENT_ID(Kind.INCIDENTS, "id", "incident_id", "incident_number", "incident", "number", "key"),
    INCIDENT_SERVICE(
            Kind.INCIDENTS,
            "service",
            "services",
            "service_name",
            "components",
            "component",
            "affected_components",
            "monitor",
            "site"),
    INCIDENT_WORKFLOW(Kind.INCIDENTS, "workflow", "workflow_name", "pipeline"),
    SOURCE(Kind.INCIDENTS, "source"),
    INCIDENT_SEVERITY(Kind.INCIDENTS, "severity", "impact", "priority", "urgency"),
    INCIDENT_STATE(Kind.INCIDENTS, "state", "status"),
    OPENED_AT(
            Kind.INCIDENTS,
            "opened_at",
            "started_at",
            "triggered_at",
            "begins_at",
            "start_time",
            "start",
            "opened",
            "created_at",
            "created"),
    RESOLVED_AT(
            Kind.INCIDENTS,
            "resolved_at",
            "closed_at",
            "ended_at",
            "finished_at",
            "completed_at",
            "end_time",
            "end",
            "resolved",
            "closed");

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives an immutable one
    private final List<String> names;

    private final Kind kind;

    Field(String... names) {
        this(Kind.RUNS, names);
    }

    Field(Kind kind, String... names) {
        this.kind = kind;
        this.names = List.of(names);
    }

    /** The parts of reports of a kind. */
    static List<Field> of(Kind kind) {
        return Arrays.stream(values()).filter(field -> field.kind == kind).toList();
    }

    /** Normal names, best first. */
    List<String> names() {
        return names;
    }

    /** Its own name, which {@code --map} takes. */
    String label() {
        return names.getFirst();
    }
}
