package io.neuralops.gateway.importing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the name of a column says about it. */
final class ColumnRules {
    /** Longest text kept of columns that hold prose. */
    static final int MAX_PROSE = 300;

    /** Longest label that a report takes. */
    static final int MAX_LABEL = 500;

    private static final Set<String> BRANCHES = Set.of("head_branch", "branch", "branch_name", "git_branch");
    private static final Set<String> PROSE = Set.of(
            "commit_title",
            "display_title",
            "title",
            "message",
            "commit_message",
            "head_commit_message",
            "description");

    /** What an incident is called: few have the same, and yet it is worth keeping. */
    private static final Set<String> NAMES = Set.of("name", "summary", "subject");

    private static final Set<String> LENGTHS = Set.of("minutes", "seconds", "hours", "ttr", "mttr", "time_to_resolve");

    /** Known only when the run has ended: as inputs they would give the answer away. */
    private static final Set<String> OUTCOMES = Set.of(
            "jobs_json",
            "jobs",
            "steps",
            "billable_ms",
            "billable",
            "exit_code",
            "exit_status",
            "return_code",
            "tests_run",
            "tests_passed",
            "tests_failed",
            "tests_skipped",
            "failed_tests",
            "failed_jobs",
            "failed_steps",
            "failures",
            "num_failures",
            "test_failures",
            "test_errors",
            "errors",
            "error_code",
            "error_type",
            "failure_type",
            "failure_reason",
            "build_failed",
            "build_successful",
            "failed",
            "succeeded",
            "tr_status");

    private static final List<String> DURATION_WORDS = List.of("duration", "elapsed", "runtime");
    /** A duration of an earlier run is known at the start. */
    private static final List<String> HISTORY_WORDS =
            List.of("prev", "last", "avg", "mean", "median", "history", "expected", "estimated");

    private final Kind kind;
    private final Map<String, Target> parts = new HashMap<>();

    ColumnRules(Kind kind) {
        this.kind = kind;
        for (Field field : Field.of(kind)) {
            List<String> names = field.names();
            for (int i = 0; i < names.size(); i++) {
                // Rank 0 is left for what the user maps.
                parts.put(names.get(i), new Target.Part(field, i + 1));
            }
        }
    }

    /** The target of a column with this normal name. */
    Target target(String name) {
        Target own = own(name);
        if (own != null) {
            return own;
        }
        Target part = parts.get(name);
        if (part != null) {
            return part;
        }
        if (kind == Kind.RUNS && BRANCHES.contains(name)) {
            return new Target.Sampled(name, true);
        }
        if (PROSE.contains(name) || (kind == Kind.INCIDENTS && NAMES.contains(name))) {
            return new Target.Label(name, MAX_PROSE);
        }
        String reason = reasonToDrop(name);
        return reason == null ? new Target.Sampled(name, false) : new Target.Dropped(reason);
    }

    private @Nullable Target own(String name) {
        if (name.startsWith(Names.METRICS) && !kind.hasMetrics()) {
            return new Target.Dropped(kind.label() + " have no metrics");
        }
        if (name.startsWith(Names.METRICS)) {
            return new Target.Metric(name.substring(Names.METRICS.length()), true);
        }
        if (name.startsWith(Names.LABELS)) {
            // Not cut: what comes in our own form is held to our own bounds.
            return new Target.Label(name.substring(Names.LABELS.length()), Integer.MAX_VALUE);
        }
        return null;
    }

    private @Nullable String reasonToDrop(String name) {
        if (name.isEmpty()) {
            return "it has no name";
        }
        if (name.length() > 100) {
            return "its name is longer than 100 characters";
        }
        if (kind == Kind.RUNS && (OUTCOMES.contains(name) || name.startsWith("tr_log_") || isDuration(name))) {
            return "an outcome of the run";
        }
        if (kind == Kind.INCIDENTS && (isDuration(name) || LENGTHS.contains(name))) {
            return "it follows from the times";
        }
        if (endsWithWord(name, "id", "ids", "uuid", "sha", "sha1", "hash", "commit")) {
            return "an id";
        }
        if (endsWithWord(name, "url", "urls", "uri", "href", "link")) {
            return "a link";
        }
        if (endsWithWord(name, "at", "date", "timestamp")) {
            return "a time";
        }
        return name.contains("email") ? "it names a person" : null;
    }

    private static boolean isDuration(String name) {
        List<String> words = List.of(name.split("_", -1));
        return words.stream().anyMatch(DURATION_WORDS::contains)
                && words.stream().noneMatch(word -> HISTORY_WORDS.stream().anyMatch(word::startsWith));
    }

    private static boolean endsWithWord(String name, String... words) {
        String last = name.substring(name.lastIndexOf('_') + 1);
        return List.of(words).contains(last);
    }
}
