package io.neuralops.verticles.training;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.models.train.Trainer;
import io.neuralops.sql.store.JobRow;
import io.neuralops.verticles.operation.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a tenant is to be trained now, and why. Times are compared so that a clock that is set back brings a training at the most,
 * and never keeps one off for long.
 *
 * @param since when this process began to look: what a tenant's first turn is counted from
 */
record Due(Triggers triggers, Instant since) {
    /** Nothing begins by itself sooner after the one before: neither what fails again and again nor what learns all the time. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    private static final int GOLDEN = 0x9E3779B9;

    /**
     * What is known of a tenant.
     *
     * @param latest the training that was begun last, whatever came of it
     * @param runsTo up to where a training has taken in runs; 0 if none has
     * @param newRuns the labelled runs after that, counted to {@link #enough}
     */
    record Known(Optional<JobRow> latest, long runsTo, int newRuns) {}

    /** So many new runs are enough whatever the reason. */
    int enough() {
        return Math.max(triggers.newRuns(), Trainer.MIN_EXAMPLES);
    }

    /** Why a tenant is to be trained now; empty if it isn't. */
    Optional<Job.Trigger> reason(TenantId tenant, Known known, boolean drifted, Instant now) {
        // The first model needs some runs, or it would fail for want of them at each turn.
        int least = known.runsTo() == 0 ? Trainer.MIN_EXAMPLES : 1;
        if (known.newRuns() < least || lately(known.latest(), now)) {
            return Optional.empty();
        }
        if (drifted) {
            return Optional.of(Job.Trigger.DRIFT);
        }
        if (triggers.newRuns() > 0 && known.newRuns() >= enough()) {
            return Optional.of(Job.Trigger.NEW_LABELS);
        }
        Instant before = known.latest().map(JobRow::startedAt).orElse(since);
        return !triggers.every().isZero() && turn(tenant, now) != turn(tenant, before)
                ? Optional.of(Job.Trigger.SCHEDULE)
                : Optional.empty();
    }

    private static boolean lately(Optional<JobRow> latest, Instant now) {
        return latest.map(job -> Duration.between(job.startedAt(), now))
                .filter(past -> !past.isNegative() && past.compareTo(PAUSE) < 0)
                .isPresent();
    }

    /** The number of a tenant's turn; tenants' turns begin at different times, by their names. */
    private long turn(TenantId tenant, Instant at) {
        long every = triggers.every().toMillis();
        // Names that differ by their last letter have hashes beside each other: spread over all there are.
        long spread = Integer.toUnsignedLong(tenant.value().hashCode() * GOLDEN);
        return Math.floorDiv(at.toEpochMilli() + ((spread * (every >>> 8)) >>> 24), every);
    }
}
