package io.neuralops.models.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a stored run when another report of it arrives. Reports may be repeated, late and out of order
 * (webhooks are), so: a report never takes a run back to an earlier stage, fields it doesn't have keep what is stored, times change only
 * with the status (a report may have been given without them), and a report that says nothing new changes nothing, not
 * even {@code knownAt}.
 */
public final class RunMerge {
    private RunMerge() {}

    /** The run to store; {@code stored} itself when the report adds nothing. */
    public static Run merge(Run stored, Run report) {
        boolean outdated = stage(report.status()) < stage(stored.status());
        boolean news = !outdated && report.status() != stored.status();
        Instant start = news && stored.status() == RunStatus.QUEUED ? report.startedAt() : stored.startedAt();
        Instant reportedFinish = report.finishedAt();
        Instant finish = !news ? stored.finishedAt() : reportedFinish == null ? null : latest(start, reportedFinish);
        Run merged = new Run(
                stored.runId(),
                stored.attempt(),
                outdated ? stored.workflow() : report.workflow(),
                news ? report.status() : stored.status(),
                start,
                finish,
                news ? latest(start, report.knownAt()) : stored.knownAt(),
                news ? duration(report, start, finish) : or(stored.durationMs(), report.durationMs()),
                cost(stored.cost(), report.cost()),
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

    private static int stage(RunStatus status) {
        return status.finished() ? 2 : status == RunStatus.RUNNING ? 1 : 0;
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    /** The same amount with more or fewer noughts is no news: a store may keep another spelling than was sent. */
    private static @Nullable BigDecimal cost(@Nullable BigDecimal stored, @Nullable BigDecimal reported) {
        return reported == null || (stored != null && stored.compareTo(reported) == 0) ? stored : reported;
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
