package io.neuralops.verticles.insight;

import io.neuralops.models.failure.Check;
import io.neuralops.models.privacy.KeptAsGiven;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A report of a run, as callers send it. Everything but the id, the workflow and the status may be left out.
 *
 * @param attempt 1 (the default) for the first try
 * @param startedAt default: derived from finish and duration, else the finish, else the time of receipt
 * @param finishedAt default: derived from start and duration; not before {@code startedAt}
 * @param knownAt when the outcome became known. Default: the later of finish and receipt. Whoever imports history says
 *     the finish here, so that the run counts for what started after it.
 * @param cost in the tenant's currency, below a trillion, at most ten decimals
 * @param currency must be the tenant's, where one is named: amounts of several have no sum
 * @param owner a person; stored as a pseudonym only
 */
public record RecordRun(
        String runId,
        @Nullable Integer attempt,
        String workflow,
        RunStatus status,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant knownAt,
        @Nullable Long durationMs,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        @Nullable String owner,
        @Nullable String errorText,
        @Nullable Map<String, Double> metrics,
        @Nullable Map<String, String> labels) {

    private static final BigDecimal TOO_DEAR = BigDecimal.valueOf(1_000_000_000_000L);
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MAX_METRICS = 100;
    private static final int MAX_LABELS = 50;
    private static final int MAX_ERROR_TEXT = 16_384;
    private static final long MAX_DURATION_MS = Duration.ofDays(366).toMillis();
    /** Clocks of callers may run ahead of ours by this much. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(24);

    public RecordRun {
        KeptAsGiven.check("run_id", Check.text("run_id", runId, 200));
        attempt = Check.range("attempt", attempt == null ? 1 : attempt, 1, 10_000);
        KeptAsGiven.check("workflow", Check.text("workflow", workflow, 300));
        Check.given("status", status);
        startedAt = Check.optionalInstant("started_at", startedAt);
        finishedAt = Check.optionalInstant("finished_at", finishedAt);
        knownAt = Check.optionalInstant("known_at", knownAt);
        durationMs = duration(durationMs, startedAt, finishedAt);
        checkCost(cost);
        checkCurrency(currency);
        owner = Check.optionalText("owner", owner, 200);
        errorText = Check.freeText("error_text", errorText, MAX_ERROR_TEXT);
        metrics = Check.numbers("metrics", metrics, MAX_METRICS);
        labels = Check.texts("labels", labels, MAX_LABELS);
        if (finishedAt != null && !status.finished()) {
            throw Check.invalid("finished_at", "is given, but the run is " + status.label());
        }
    }

    /** The run as it is to be stored, with the times that were left out filled in. */
    public Run toRun(Instant receivedAt) {
        Instant latest = receivedAt.plus(CLOCK_SKEW);
        Instant start = notAfter("started_at", start(receivedAt), latest);
        Instant finish = status.finished() ? notAfter("finished_at", finish(start), latest) : null;
        Instant known = knownAt == null ? later(finish, receivedAt) : notAfter("known_at", knownAt, latest);
        if (finish != null && known.isBefore(finish)) {
            throw Check.invalid("known_at", "is before the run finished");
        }
        Long ms = durationMs == null && finishedAt != null && startedAt != null
                ? Long.valueOf(Duration.between(start, finishedAt).toMillis())
                : durationMs;
        return new Run(
                runId,
                attempt == null ? 1 : attempt,
                workflow,
                status,
                start,
                finish,
                Check.instant("known_at", known),
                status.finished() ? ms : null,
                cost,
                owner,
                errorText,
                metrics == null ? Map.of() : metrics,
                labels == null ? Map.of() : labels);
    }

    private Instant start(Instant receivedAt) {
        if (startedAt != null) {
            return startedAt;
        }
        if (finishedAt == null) {
            return Check.instant("started_at", receivedAt);
        }
        return durationMs == null ? finishedAt : finishedAt.minusMillis(durationMs);
    }

    private Instant finish(Instant start) {
        if (finishedAt != null) {
            return finishedAt;
        }
        return durationMs == null ? start : start.plusMillis(durationMs);
    }

    private static Instant later(@Nullable Instant a, Instant b) {
        return a != null && a.isAfter(b) ? a : b;
    }

    private static Instant notAfter(String field, Instant value, Instant latest) {
        if (value.isAfter(latest)) {
            throw Check.invalid(field, "lies more than " + CLOCK_SKEW.toHours() + " hours in the future");
        }
        return value;
    }

    private static @Nullable Long duration(
            @Nullable Long ms, @Nullable Instant startedAt, @Nullable Instant finishedAt) {
        if (ms != null && (ms < 0 || ms > MAX_DURATION_MS)) {
            throw Check.invalid("duration_ms", "must be from 0 to " + MAX_DURATION_MS);
        }
        if (startedAt != null && finishedAt != null && finishedAt.isBefore(startedAt)) {
            throw Check.invalid("finished_at", "is before started_at");
        }
        return ms;
    }

    private static void checkCurrency(@Nullable String currency) {
        if (currency != null && !CURRENCY.matcher(currency).matches()) {
            throw Check.invalid("currency", "must be the code of a currency, such as EUR");
        }
    }

    private static void checkCost(@Nullable BigDecimal cost) {
        if (cost != null
                && (cost.signum() < 0
                        || cost.precision() > 22
                        || Math.abs(cost.scale()) > 10
                        || cost.compareTo(TOO_DEAR) >= 0)) {
            throw Check.invalid("cost", "must be a decimal from 0 and below 1000000000000, with at most 10 decimals");
        }
    }
}
