package io.neuralops.gateway.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.run.RunStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that systems use for the state of a run. */
final class Statuses {
    private static final String COMPLETED = "completed";

    private final Map<String, RunStatus> words = new LinkedHashMap<>();

    Statuses() {
        words(RunStatus.SUCCESS, "success", "succeeded", "successful", "passed", "pass", "ok", COMPLETED);
        words(RunStatus.SUCCESS, "green", "neutral");
        words(RunStatus.FAILURE, "failure", "failed", "fail", "error", "errored", "broken");
        words(RunStatus.FAILURE, "timed_out", "timeout", "startup_failure");
        words(RunStatus.CANCELLED, "cancelled", "canceled", "skipped", "aborted", "stale");
        words(RunStatus.RUNNING, "in_progress", "running", "started");
        words(RunStatus.QUEUED, "queued", "pending", "requested", "waiting", "created", "scheduled");
        // Somebody has to press a button: it hasn't run.
        words(RunStatus.QUEUED, "action_required");
    }

    /**
     * The status of a run.
     *
     * @param state how far it is ({@code completed}), or at once how it ended
     * @param conclusion how it ended; it counts when the state says no more than that it did
     */
    RunStatus of(@Nullable String state, @Nullable String conclusion) {
        boolean concluded =
                conclusion != null && (state == null || normal(state).equals(COMPLETED));
        String word = concluded ? conclusion : state;
        if (word == null) {
            throw Check.invalid("status", "is missing");
        }
        RunStatus status = words.get(normal(word));
        if (status == null) {
            throw Check.invalid(
                    "status", "'" + Texts.shown(word, 60) + "' is not known; taken are " + String.join(", ", known()));
        }
        return status;
    }

    private List<String> known() {
        return List.copyOf(words.keySet());
    }

    private void words(RunStatus status, String... synonyms) {
        for (String synonym : synonyms) {
            words.put(synonym, status);
        }
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }
}
