package io.neuralops.verticles.quality;

import io.neuralops.models.figures.BinaryMetrics;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a version did on what it was asked in a stretch of time, of the runs that have ended. What is undefined (of one class only) is
 * null in JSON.
 *
 * @param week the Monday that it begins with, in UTC
 * @param runs how many
 * @param failures how many of them failed
 */
public record LiveFigures(
        LocalDate week, int runs, int failures, double rocAuc, double brier, double logLoss, double ece) {
    /** Week by week, the latest first. */
    static List<LiveFigures> byWeek(LiveWindow window) {
        Map<LocalDate, List<LiveWindow.Labelled>> weeks = new TreeMap<>();
        for (LiveWindow.Labelled one : window.labelled()) {
            LocalDate monday = LocalDate.ofInstant(one.at(), ZoneOffset.UTC)
                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            weeks.computeIfAbsent(monday, week -> new ArrayList<>()).add(one);
        }
        List<LiveFigures> figures = new ArrayList<>(weeks.size());
        weeks.forEach((week, runs) -> figures.addFirst(of(week, new LiveWindow(List.of(), runs))));
        return figures;
    }

    private static LiveFigures of(LocalDate week, LiveWindow window) {
        double[] p = window.probabilities();
        boolean[] failed = window.failed();
        int failures = 0;
        for (boolean one : failed) {
            failures += one ? 1 : 0;
        }
        return new LiveFigures(
                week,
                p.length,
                failures,
                BinaryMetrics.rocAuc(p, failed),
                BinaryMetrics.brier(p, failed),
                BinaryMetrics.logLoss(p, failed),
                BinaryMetrics.ece(p, failed));
    }
}
