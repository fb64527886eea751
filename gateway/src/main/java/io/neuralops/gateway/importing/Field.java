package io.neuralops.gateway.importing;

import java.util.List;
import java.util.Locale;

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
    ERROR_TEXT("error_text", "error", "error_message", "failure_message");

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives an immutable one
    private final List<String> names;

    Field(String... names) {
        this.names = List.of(names);
    }

    /** Normal names, best first. */
    List<String> names() {
        return names;
    }

    /** Its own name, which {@code --map} takes. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
