package io.neuralops.models.rollup;

import io.neuralops.models.run.Run;
import java.math.BigDecimal;
import java.time.Instant;

/** What a run adds to the numbers of its quarter. */
public final class RunTally {
    private RunTally() {}

    /** When it counts: when it ended; until then, when it started. */
    public static Instant at(Run run) {
        Instant finished = run.finishedAt();
        return finished == null ? run.startedAt() : finished;
    }

    /** Adds a run, or takes it away. */
    public static void add(Tally tally, Run run, int times) {
        boolean retried = run.attempt() > 1;
        tally.add(Measure.RUNS, times).add(state(run), times);
        if (retried) {
            tally.add(Measure.RETRIED, times);
        }
        BigDecimal cost = run.cost();
        if (cost != null) {
            addCost(tally, run, Cost.units(cost) * times, Cost.parts(cost) * times);
            tally.add(Measure.COSTED, times);
        } else if (run.status().finished()) {
            addTime(tally, run, times);
        }
    }

    private static Measure state(Run run) {
        return switch (run.status()) {
            case QUEUED, RUNNING -> Measure.UNFINISHED;
            case SUCCESS -> Measure.SUCCEEDED;
            case FAILURE -> Measure.FAILED;
            case CANCELLED -> Measure.CANCELLED;
        };
    }

    private static void addCost(Tally tally, Run run, long units, long parts) {
        tally.add(Measure.COST_UNITS, units).add(Measure.COST_PARTS, parts);
        if (run.failed()) {
            tally.add(Measure.FAILED_COST_UNITS, units).add(Measure.FAILED_COST_PARTS, parts);
        }
        if (run.attempt() > 1) {
            tally.add(Measure.RETRIED_COST_UNITS, units).add(Measure.RETRIED_COST_PARTS, parts);
        }
    }

    private static void addTime(Tally tally, Run run, int times) {
        Long duration = run.durationMs();
        if (duration == null) {
            tally.add(Measure.UNPRICED, times);
            return;
        }
        long ms = duration * times;
        tally.add(Measure.TIMED, times).add(Measure.TIMED_MS, ms);
        if (run.failed()) {
            tally.add(Measure.FAILED_TIMED_MS, ms);
        }
        if (run.attempt() > 1) {
            tally.add(Measure.RETRIED_TIMED_MS, ms);
        }
    }
}
