package io.neuralops.models.run;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a stored run when another report of it arrives. Reports may be repeated, late and out of order
 * (webhooks are), so: a report never un-finishes a run, fields it doesn't have keep what is stored, times change only
 * with the status (a report may have been given without them), and a report that says nothing new changes nothing, not
 * even {@code knownAt}.
 */
public final class RunMerge {
    private RunMerge() {}

    /** The run to store; {@code stored} itself when the report adds nothing. */
    public static Run merge(Run stored, Run report) {
        boolean outdated = stored.status().finished() && !report.status().finished();
        boolean news = !outdated && report.status() != stored.status();
        Instant start = news && stored.status() == RunStatus.QUEUED ? report.startedAt() : stored.startedAt();
        Instant finish = news ? notBefore(start, report.finishedAt()) : stored.finishedAt();
        Run merged = new Run(
                stored.runId(),
                stored.attempt(),
                outdated ? stored.workflow() : report.workflow(),
                news ? report.status() : stored.status(),
                start,
                finish,
                news ? report.knownAt() : stored.knownAt(),
                news ? duration(report, start, finish) : or(stored.durationMs(), report.durationMs()),
                or(report.cost(), stored.cost()),
                or(report.owner(), stored.owner()),
                or(report.errorText(), stored.errorText()),
                union(stored.metrics(), report.metrics()),
                union(stored.labels(), report.labels()));
        return merged.equals(stored) ? stored : merged;
    }

    private static @Nullable Long duration(Run report, Instant start, @Nullable Instant finish) {
        if (report.durationMs() != null || finish == null || finish.equals(start)) {
            return report.durationMs();
        }
        return Duration.between(start, finish).toMillis();
    }

    private static @Nullable Instant notBefore(Instant start, @Nullable Instant finish) {
        return finish != null && finish.isBefore(start) ? start : finish;
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }

    private static <V> Map<String, V> union(Map<String, V> stored, Map<String, V> reported) {
        if (reported.isEmpty() || reported.equals(stored)) {
            return stored;
        }
        Map<String, V> union = new LinkedHashMap<>(stored);
        union.putAll(reported);
        return union;
    }
}
