package io.neuralops.gateway.importing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as GitHub tells it: an entry of "list workflow runs", of {@code gh run list --json}, or a {@code workflow_run}
 * webhook. Its workflow is named {@code <owner>/<repository>/<workflow>}, so that histories of several repositories can
 * be told apart and each workflow's parent is its repository.
 */
final class GithubRun {
    private static final String WEBHOOK = "workflow_run.";

    private GithubRun() {}

    /** Whether the object is one of these and not just anything with a status. */
    static boolean is(Map<String, String> object) {
        return object.containsKey(WEBHOOK + "id")
                || (object.containsKey("id") && object.containsKey("run_started_at"))
                || object.containsKey("databaseId");
    }

    /** The run with the names that columns have. */
    static Map<String, String> texts(Map<String, String> object) {
        Fields from = new Fields(object, object.containsKey(WEBHOOK + "id") ? WEBHOOK : "");
        Map<String, String> texts = new LinkedHashMap<>();
        put(texts, "run_id", from.first("id", "databaseId"));
        put(texts, "attempt", from.first("run_attempt", "attempt"));
        put(texts, "workflow", workflow(from));
        put(texts, "status", from.first("status"));
        put(texts, "conclusion", from.first("conclusion"));
        put(texts, "run_started_at", from.first("run_started_at", "startedAt"));
        put(texts, "created_at", from.first("created_at", "createdAt"));
        put(texts, "updated_at", from.first("updated_at", "updatedAt"));
        put(texts, "actor", from.first("actor.login"));
        put(texts, "triggering_actor", from.first("triggering_actor.login"));
        put(texts, "event", from.first("event"));
        put(texts, "head_branch", from.first("head_branch", "headBranch"));
        put(texts, "display_title", from.first("display_title", "displayTitle"));
        put(texts, "metrics.pull_requests", from.first("pull_requests[]"));
        return texts;
    }

    private static @Nullable String workflow(Fields from) {
        String path = from.first("path");
        String file = path == null ? null : path.substring(path.lastIndexOf('/') + 1);
        String name = or(from.first("workflowName", "name"), or(from.root("workflow.name"), file));
        String repository = or(
                from.first("repository.full_name"),
                or(from.root("repository.full_name"), from.first("head_repository.full_name")));
        return repository == null || name == null ? name : repository + "/" + name;
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    private static void put(Map<String, String> texts, String name, @Nullable String text) {
        if (text != null) {
            texts.put(name, text);
        }
    }

    /** Looks up what isn't blank. */
    private record Fields(Map<String, String> object, String prefix) {
        @Nullable
        String first(String... names) {
            for (String name : names) {
                String text = root(prefix + name);
                if (text != null) {
                    return text;
                }
            }
            return null;
        }

        @Nullable
        String root(String name) {
            String text = object.get(name);
            return text == null || text.isBlank() ? null : text;
        }
    }
}
