package io.neuralops.models.run;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one workflow run, as it is stored.
 *
 * @param runId the caller's id; unique with {@code attempt} in a tenant
 * @param attempt 1 for the first try, more for each re-run
 * @param workflow what ran; {@code parent/job} names a job of a workflow
 * @param startedAt when it started; while it is queued, when it was queued
 * @param finishedAt null while it hasn't ended
 * @param knownAt when the outcome became known to this service: live, the later of finish and receipt; imported, the
 *     finish. History is folded in this order, so that nothing is used before it could have been known.
 * @param durationMs an outcome: never a feature of the run itself
 * @param cost in the tenant's currency
 * @param owner a pseudonym
 * @param errorText redacted; known only after the failure
 * @param metrics numbers known when the run started
 * @param labels few-valued texts known when the run started
 */
public record Run(
        String runId,
        int attempt,
        String workflow,
        RunStatus status,
        Instant startedAt,
        @Nullable Instant finishedAt,
        Instant knownAt,
        @Nullable Long durationMs,
        @Nullable BigDecimal cost,
        @Nullable String owner,
        @Nullable String errorText,
        Map<String, Double> metrics,
        Map<String, String> labels) {

    /** Whether the run can be learned from: it ended by itself. */
    public boolean labelled() {
        return status.labelled();
    }

    public boolean failed() {
        return status == RunStatus.FAILURE;
    }

    /** The same without anything that the tenant named or wrote: when it ran, and how it ended. */
    public Run nameless() {
        return new Run(
                "", 1, "", status, startedAt, finishedAt, knownAt, durationMs, null, null, null, Map.of(), Map.of());
    }

    /** What identifies the run in its tenant. */
    public RunKey key() {
        return new RunKey(runId, attempt);
    }
}
