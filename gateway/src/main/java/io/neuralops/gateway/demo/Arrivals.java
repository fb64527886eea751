package io.neuralops.gateway.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** When a workflow is started for the first time (retries come on top). */
final class Arrivals {
    private static final Duration HOUR = Duration.ofHours(1);
    /** Timers all fire on the hour; what they start waits a few minutes for a machine. */
    private static final double TIMER_DELAY_MINUTES = 8;

    private Arrivals() {}

    /** The moments within the period, in order. */
    static List<Instant> of(WorkflowSpec workflow, Period period, Dice dice) {
        List<Instant> all = new ArrayList<>();
        Instant hour = period.start().truncatedTo(ChronoUnit.HOURS);
        while (hour.isBefore(period.end())) {
            for (Instant start : inHour(workflow, hour, dice)) {
                if (period.contains(start)) {
                    all.add(start);
                }
            }
            hour = hour.plus(HOUR);
        }
        return all;
    }

    private static List<Instant> inHour(WorkflowSpec workflow, Instant hour, Dice dice) {
        double expected = workflow.rhythm().expected(workflow.runsPerDay(), hour.atZone(ZoneOffset.UTC));
        if (workflow.rhythm() == Rhythm.TIMER) {
            return expected > 0 ? List.of(hour.plus(dice.minutes(0, TIMER_DELAY_MINUTES))) : List.of();
        }
        List<Instant> starts = new ArrayList<>();
        for (int left = dice.poisson(expected); left > 0; left--) {
            starts.add(hour.plus(dice.upTo(HOUR)));
        }
        Collections.sort(starts);
        return starts;
    }
}
