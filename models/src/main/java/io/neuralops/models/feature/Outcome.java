package io.neuralops.models.feature;

import io.neuralops.models.run.Micros;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunKey;
import java.util.Comparator;

/**
 * How a run ended, as far as history needs it. Times are microseconds since 1970. Outcomes have a total order, by the time
 * they became known, so that history is a function of the set of outcomes and not of the order in which they arrived.
 */
public record Outcome(long knownAt, long startedAt, boolean failed, RunKey key) implements Comparable<Outcome> {
    private static final Comparator<Outcome> ORDER = Comparator.comparingLong(Outcome::knownAt)
            .thenComparingLong(Outcome::startedAt)
            .thenComparing(o -> o.key().runId())
            .thenComparingInt(o -> o.key().attempt());

    /** The outcome of a labelled run; whatever its clock says, it wasn't known before the run started. */
    public static Outcome of(Run run) {
        long started = Micros.of(run.startedAt());
        return new Outcome(Math.max(started, Micros.of(run.knownAt())), started, run.failed(), run.key());
    }

    @Override
    public int compareTo(Outcome other) {
        return ORDER.compare(this, other);
    }
}
