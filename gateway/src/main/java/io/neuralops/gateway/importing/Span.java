package io.neuralops.gateway.importing;

import io.neuralops.models.failure.Check;
import io.neuralops.models.run.RunStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a run started, ended, and was known.
 *
 * @param finishedAt null too where nothing tells: then {@code knownAt} is the start
 */
record Span(
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant knownAt,
        @Nullable Long durationMs,
        boolean finishAssumed) {

    private static final long MAX_DURATION_MS = 1L << 42;

    /** Derives what is left out: the finish from the duration, and only then from the last update. */
    static Span of(Plan plan, Row.Values row, RunStatus status) {
        Instant start = time(plan, row, Field.STARTED_AT);
        Instant known = time(plan, row, Field.KNOWN_AT);
        if (!status.finished()) {
            return new Span(start, null, known(known, start), null, false);
        }
        Long ms = durationMs(plan, row);
        Instant finish = finish(plan, row, start, ms, status);
        if (finish == null && start == null) {
            throw Check.invalid("started_at", "is missing, and there is no finish either");
        }
        Instant latest = finish == null ? start : finish;
        return new Span(start, finish, known(known, latest), ms, finish == null);
    }

    private static Instant known(@Nullable Instant said, @Nullable Instant derived) {
        Instant known = said == null ? derived : said;
        if (known == null) {
            throw Check.invalid("started_at", "is missing");
        }
        return known;
    }

    private static @Nullable Instant finish(
            Plan plan, Row.Values row, @Nullable Instant start, @Nullable Long ms, RunStatus status) {
        Instant finish = time(plan, row, Field.FINISHED_AT);
        if (finish != null) {
            // GitHub lets a skipped job end a second before it began.
            boolean turned = start != null && finish.isBefore(start) && status == RunStatus.CANCELLED;
            return turned ? start : finish;
        }
        if (start != null && ms != null) {
            return start.plusMillis(ms);
        }
        Instant updated = time(plan, row, Field.UPDATED_AT);
        return updated != null && (start == null || !updated.isBefore(start)) ? updated : null;
    }

    private static @Nullable Instant time(Plan plan, Row.Values row, Field field) {
        return Times.parse(field, plan.text(row, field));
    }

    private static @Nullable Long durationMs(Plan plan, Row.Values row) {
        Long ms = durationMs(plan, row, Field.DURATION_MS, 1);
        ms = ms == null ? durationMs(plan, row, Field.DURATION_S, 1_000) : ms;
        return ms == null ? durationMs(plan, row, Field.DURATION_MIN, 60_000) : ms;
    }

    private static @Nullable Long durationMs(Plan plan, Row.Values row, Field field, double unit) {
        String text = plan.text(row, field);
        if (text == null) {
            return null;
        }
        double ms = Numbers.parse(text) * unit;
        if (!(ms >= 0 && ms <= MAX_DURATION_MS)) {
            throw Check.invalid(field.label(), "'" + Texts.shown(text, 60) + "' is not a duration");
        }
        return Math.round(ms);
    }
}
