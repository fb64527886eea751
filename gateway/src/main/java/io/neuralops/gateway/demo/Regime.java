package io.neuralops.gateway.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Whether a workflow is whole or broken, in continuous time: a two-state Markov chain whose sojourns are exponential.
 * This is what makes failures come in streaks, and what makes the last status the best single predictor.
 */
final class Regime {
    /** When it broke, and until when. */
    private final NavigableMap<Instant, Instant> breaks = new TreeMap<>();

    Regime(Health health, Period period, Dice dice) {
        if (!health.breaks()) {
            return;
        }
        Instant time = after(period.start(), dice.exponential(24 * health.daysBetweenBreaks()));
        while (time.isBefore(period.end())) {
            Instant repaired = after(time, dice.exponential(health.repairHours()));
            breaks.put(time, repaired);
            time = after(repaired, dice.exponential(24 * health.daysBetweenBreaks()));
        }
    }

    boolean brokenAt(Instant time) {
        Map.Entry<Instant, Instant> last = breaks.floorEntry(time);
        return last != null && time.isBefore(last.getValue());
    }

    private static Instant after(Instant time, double hours) {
        return time.plus(Duration.ofSeconds(Math.round(3600 * hours)));
    }
}
